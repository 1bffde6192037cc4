"""Books over REST framework: its "Quickstart" (serializers, views, URLs)."""

from library.models import Book
from rest_framework import permissions, routers, serializers, viewsets


class BookSerializer(serializers.ModelSerializer):
    class Meta:
        model = Book
        fields = ["id", "title", "author"]


class BookViewSet(viewsets.ModelViewSet):
    queryset = Book.objects.order_by("title")
    serializer_class = BookSerializer
    permission_classes = [permissions.IsAuthenticated]


router = routers.DefaultRouter()
router.register("books", BookViewSet)
urlpatterns = router.urls

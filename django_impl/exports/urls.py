"""The URLs of exports."""

from django.urls import path

from exports.views import ExportView, FileView, StartView

app_name = "exports"
urlpatterns = [
    path("exports/", StartView.as_view(), name="start"),
    path("exports/<str:pk>/", ExportView.as_view(), name="export"),
    path("exports/<str:pk>/books.csv", FileView.as_view(), name="file"),
]

"""An API with REST framework; ``django_project`` copies it into the project with packages."""

"""Django beside Flask: the admin's books and authors, on tables that Bookshelf in Flask owns."""

"""The command line of the project: migrate, seed, check, runserver."""

from config import use_own_settings

if __name__ == "__main__":
    use_own_settings()

    from core import commands  # imported here, because it reads the settings

    commands.run()

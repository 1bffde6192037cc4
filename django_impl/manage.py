"""The command line of the project: migrate, seed, check, runserver."""

from core import environment

if __name__ == "__main__":
    environment.use_own_settings()

    from core import commands  # here, for it reads the settings

    commands.run()

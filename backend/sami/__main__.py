from sami.cli import main

__all__ = ["main"]

if __name__ == "__main__":
    main()

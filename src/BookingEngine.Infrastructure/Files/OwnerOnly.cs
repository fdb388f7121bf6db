namespace BookingEngine.Infrastructure.Files;

/// <summary>Files and folders that only their owner can read, whatever the process's umask is. On Windows the folder's rights apply.</summary>
public static class OwnerOnly
{
    private const UnixFileMode File = UnixFileMode.UserRead | UnixFileMode.UserWrite, Folder = File | UnixFileMode.UserExecute;

    /// <summary>Creates the folder. The rights of an existing one stay as they are.</summary>
    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else if (!Directory.Exists(path))
        {
            Directory.CreateDirectory(path, Folder);
            System.IO.File.SetUnixFileMode(path, Folder);
        }
    }

    /// <summary>Creates the file, or replaces it.</summary>
    public static FileStream Create(string path) => Open(path, FileMode.Create, FileShare.None);

    /// <summary>Opens the file, or creates it, for this process alone.</summary>
    public static FileStream OpenExclusively(string path) => Open(path, FileMode.OpenOrCreate, FileShare.None);

    /// <summary>Creates the file if there is none. Takes rights away that an existing one gives to others.</summary>
    public static void Ensure(string path)
    {
        if (!System.IO.File.Exists(path))
        {
            Open(path, FileMode.OpenOrCreate, FileShare.ReadWrite).Dispose();
        }

        Restrict(path);
    }

    /// <summary>The same for a file that need not exist.</summary>
    public static void Restrict(string path)
    {
        if (!OperatingSystem.IsWindows() && System.IO.File.Exists(path) && System.IO.File.GetUnixFileMode(path) != File)
        {
            System.IO.File.SetUnixFileMode(path, File);
        }
    }

    private static FileStream Open(string path, FileMode mode, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = share };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = File;
        }

        var stream = new FileStream(path, options);
        Restrict(path);
        return stream;
    }
}

using BookingEngine.Infrastructure.Configuration;
using BookingEngine.Infrastructure.Files;

namespace BookingEngine.LocalHost.Startup;

/// <summary>The folder with all data of this deployment. Only one process at a time can serve from it. The lock is the operating system's
/// and ends with the process, even after a crash.</summary>
public sealed class DataFolder : IDisposable
{
    private readonly FileStream _lock;

    private DataFolder(string path, FileStream held) => (Path, _lock) = (path, held);

    public string Path { get; }

    /// <exception cref="SettingException">Another process uses the folder, or it cannot be created or written to.</exception>
    public static DataFolder Take(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        try
        {
            OwnerOnly.CreateFolder(full);
            return new DataFolder(full, OwnerOnly.OpenExclusively(System.IO.Path.Combine(full, "lock")));
        }
        catch (UnauthorizedAccessException)
        {
            throw new SettingException($"DATA_DIR must be a folder that this process may write to. {full} is not.");
        }
        catch (IOException) when (Directory.Exists(full))
        {
            throw new SettingException($"The data folder {full} is in use by another process. Stop that process, or set DATA_DIR to another folder.");
        }
        catch (IOException)
        {
            throw new SettingException($"DATA_DIR must be a folder that exists or can be created. {full} cannot be created.");
        }
    }

    public void Dispose() => _lock.Dispose();
}

using System.Diagnostics;

namespace BookingEngine.Tests;

public static class TemporaryFolders
{
    private const string InMemory = "/dev/shm";
    private const long EnoughBytes = 500_000_000;

    private static readonly string Root = Directory.Exists(InMemory) && new DriveInfo(InMemory).AvailableFreeSpace > EnoughBytes ? InMemory : Path.GetTempPath();

    /// <summary>A new folder, in memory where the system has room there. A killed process loses nothing in it, and a write to the disk takes no time.</summary>
    public static DirectoryInfo Create() => Directory.CreateDirectory(Path.Combine(Root, $"booking-engine-{Guid.CreateVersion7():N}"));

    /// <summary>Deletes the folder of a stopped host. Background work of the host may still write a last file, so the deletion is retried.</summary>
    public static async Task DeleteSettledAsync(this DirectoryInfo folder)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                folder.Delete(recursive: true);
                return;
            }
            catch (IOException) when (clock.Elapsed < Timeouts.Wait)
            {
                await Task.Yield();
            }
        }
    }
}

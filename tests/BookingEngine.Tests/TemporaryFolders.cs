using System.Diagnostics;

namespace BookingEngine.Tests;

public static class TemporaryFolders
{
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

using System.Diagnostics;

namespace BookingEngine.Tests;

public static class TemporaryFolders
{
    /// <summary>Deletes the folder of a host that has stopped. What the host was at may still be ending, and writing a last file.</summary>
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
            catch (IOException) when (clock.Elapsed < Deadlines.Wait)
            {
                await Task.Yield();
            }
        }
    }
}

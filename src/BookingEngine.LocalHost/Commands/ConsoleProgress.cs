using System.Diagnostics;

namespace BookingEngine.LocalHost.Commands;

/// <summary>A line a second: enough to see that it moves and how fast, little enough for a log file.</summary>
internal sealed class ConsoleProgress<T>(TextWriter output, Func<T, string> words) : IProgress<T>
{
    private long _last = Stopwatch.GetTimestamp();

    public void Report(T value)
    {
        if (Stopwatch.GetElapsedTime(_last) >= TimeSpan.FromSeconds(1))
        {
            _last = Stopwatch.GetTimestamp();
            output.WriteLine($"  {words(value)} …");
        }
    }
}

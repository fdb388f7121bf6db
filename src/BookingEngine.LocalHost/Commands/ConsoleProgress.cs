using System.Diagnostics;

namespace BookingEngine.LocalHost.Commands;

/// <summary>Prints at most one line per second, so that a log file stays short.</summary>
internal sealed class ConsoleProgress<T>(TextWriter output, Func<T, string> format) : IProgress<T>
{
    private long _last = Stopwatch.GetTimestamp();

    public void Report(T value)
    {
        if (Stopwatch.GetElapsedTime(_last) >= TimeSpan.FromSeconds(1))
        {
            _last = Stopwatch.GetTimestamp();
            output.WriteLine($"  {format(value)} …");
        }
    }
}

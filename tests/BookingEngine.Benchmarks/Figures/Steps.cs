using System.Diagnostics;

namespace BookingEngine.Benchmarks.Figures;

/// <summary>Shows the progress of a command that takes minutes.</summary>
public sealed class Steps(int total)
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private int _done;

    public void Next(string what)
    {
        var took = Stopwatch.GetElapsedTime(_start);
        Console.WriteLine($"[{++_done}/{total}, {(int)took.TotalMinutes}:{took.Seconds:00}] {what}");
    }
}

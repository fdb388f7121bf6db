using BookingEngine.ReadModels;

namespace BookingEngine.Tests;

internal sealed class SilentProgress : IProgress<RebuildProgress>
{
    public void Report(RebuildProgress value)
    {
    }
}

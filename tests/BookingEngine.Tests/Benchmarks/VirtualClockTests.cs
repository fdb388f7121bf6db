using BookingEngine.Benchmarks.Cost.Days;

namespace BookingEngine.Tests.Benchmarks;

public sealed class VirtualClockTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("booking-engine-tests-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_clock_shows_where_another_one_on_its_file_moved()
    {
        var path = Path.Combine(_folder.FullName, "clock");
        using VirtualClock moved = new(path), read = new(path);
        var target = TimeProvider.System.GetUtcNow().AddDays(3);
        moved.MoveTo(target);
        Assert.InRange(read.GetUtcNow(), target, target.AddHours(1));
    }

    [Fact]
    public void A_clock_does_not_move_back()
    {
        using VirtualClock clock = new(Path.Combine(_folder.FullName, "clock"));
        var target = TimeProvider.System.GetUtcNow().AddDays(3);
        clock.MoveTo(target);
        clock.MoveTo(target.AddDays(-2));
        Assert.InRange(clock.GetUtcNow(), target, target.AddHours(1));
    }
}

using System.IO.MemoryMappedFiles;

namespace BookingEngine.Benchmarks.Cost.Days;

/// <summary>The clock of the measured app, which another process moves: the real time and an offset in a file.</summary>
public sealed class VirtualClock : TimeProvider, IDisposable
{
    /// <summary>The environment variable with the path of the file.</summary>
    public const string Variable = "BENCHMARK_CLOCK";

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _offset;

    public VirtualClock(string path)
    {
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.OpenOrCreate, null, sizeof(long));
        _offset = _file.CreateViewAccessor();
    }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(_offset.ReadInt64(0));

    /// <summary>Moves the clock forward. An instant in the past changes nothing.</summary>
    public void MoveTo(DateTimeOffset instant)
    {
        if (instant > GetUtcNow())
        {
            _offset.Write(0, (instant - base.GetUtcNow()).Ticks);
        }
    }

    public void Dispose()
    {
        _offset.Dispose();
        _file.Dispose();
    }
}

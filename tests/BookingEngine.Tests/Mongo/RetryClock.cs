namespace BookingEngine.Tests.Mongo;

/// <summary>The clock that limits the store's retries. It normally shows real time. Without retries an hour passes between two readings, so the first
/// failure is final.</summary>
public sealed class RetryClock : TimeProvider
{
    private static readonly long Hour = System.TimestampFrequency * 3_600;
    private long _ahead;

    public bool FailsFast { get; set; }

    public override long GetTimestamp() => base.GetTimestamp() + (FailsFast ? Interlocked.Add(ref _ahead, Hour) : Interlocked.Read(ref _ahead));
}

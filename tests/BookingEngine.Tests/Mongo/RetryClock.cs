namespace BookingEngine.Tests.Mongo;

/// <summary>The clock that the store counts its patience by. Real time while patient. While impatient, an hour passes between any two looks at it, so
/// that the first failure is final, however fast the machine is.</summary>
public sealed class RetryClock : TimeProvider
{
    private static readonly long Hour = System.TimestampFrequency * 3_600;
    private long _ahead;

    public bool IsImpatient { get; set; }

    public override long GetTimestamp() => base.GetTimestamp() + (IsImpatient ? Interlocked.Add(ref _ahead, Hour) : Interlocked.Read(ref _ahead));
}

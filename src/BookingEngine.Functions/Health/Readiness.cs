using BookingEngine.Pipeline;
using BookingEngine.Pipeline.Feeds;
using BookingEngine.Ports;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Functions.Health;

/// <summary>Checks that the store answers, by one read a second at most. That read has what the last sweep measured. Further calls get the last
/// answer, also a failure.</summary>
public sealed class Readiness(ICheckpoints checkpoints, SweepReminder reminder, TimeProvider time)
{
    private static readonly Duration CacheTime = Duration.FromSeconds(1);
    private readonly Lock _gate = new();
    private Task<ReadyView>? _last;
    private Instant _begun;

    /// <exception cref="StoreUnavailableException">The store does not answer. The HTTP answer is 503.</exception>
    public Task<ReadyView> AskAsync(CancellationToken cancellation) => LastOrNext().WaitAsync(cancellation);

    private Task<ReadyView> LastOrNext()
    {
        lock (_gate)
        {
            var now = time.Now();
            if (_last is not null && (!_last.IsCompleted || (now >= _begun && now - _begun < CacheTime)))
            {
                return _last;
            }

            (_last, _begun) = (ReadAsync(), now);
            return _last;
        }
    }

    private async Task<ReadyView> ReadAsync()
    {
        var sweep = SweepState.Parse(await checkpoints.FindAsync(Sweep.Checkpoint, CancellationToken.None));
        await reminder.LookAsync(sweep);
        var status = sweep?.Status;
        return new ReadyView("ready", new LagView(status?.LagStreams ?? 0, status?.LagSeconds ?? 0), status?.Poison ?? 0, ZoneData.Version)
        {
            FailingCalendars = status?.FailingCalendars,
            MeasuredAt = status?.MeasuredAt,
            DisabledWebhooks = status?.DisabledWebhooks ?? 0,
        };
    }
}

using Azure;
using Azure.Storage.Queues.Models;
using BookingEngine.FunctionsHost.Queues;
using Microsoft.Extensions.Time.Testing;

namespace BookingEngine.Tests.FunctionsHost;

/// <summary>The message of a slow function stays hidden, so the function does not run twice. Runs without a synchronization context, so that
/// continuations run within <see cref="FakeTimeProvider.Advance"/>.</summary>
public sealed class MessageLeaseTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);
    private static readonly QueueMessage Message = QueuesModelFactory.QueueMessage("id", "receipt 0", "text", 1);
    private readonly FakeTimeProvider _clock = new();
    private readonly TaskCompletionSource _handling = new();
    private readonly List<(string Receipt, TimeSpan Length)> _renewals = [];

    [Fact]
    public Task A_lease_is_renewed_at_half_time_with_the_latest_receipt() => Task.Run(async () =>
    {
        var holding = Hold((receipt, length) => Task.FromResult(Record(receipt, length)));

        for (var i = 1; i <= 3; i++)
        {
            _clock.Advance(Lease / 2 - TimeSpan.FromTicks(1));
            Assert.Equal(i - 1, _renewals.Count);
            _clock.Advance(TimeSpan.FromTicks(1));
            Assert.Equal(i, _renewals.Count);
        }

        _handling.SetResult();

        Assert.Equal("receipt 3", await holding);
        Assert.Equal([("receipt 0", Lease), ("receipt 1", Lease), ("receipt 2", Lease)], _renewals);
    });

    [Fact]
    public Task A_failed_renewal_is_retried_with_the_same_receipt() => Task.Run(async () =>
    {
        var holding = Hold((receipt, length) =>
            Record(receipt, length) is "receipt 1" ? throw new RequestFailedException("away") : Task.FromResult("later"));

        _clock.Advance(Lease / 2);
        _clock.Advance(Lease / 2);
        _handling.SetResult();

        Assert.Equal("later", await holding);
        Assert.Equal(["receipt 0", "receipt 0"], _renewals.Select(r => r.Receipt));
    });

    [Fact]
    public Task A_failing_function_ends_the_lease() => Task.Run(async () =>
    {
        var holding = Hold((receipt, length) => Task.FromResult(Record(receipt, length)));

        _handling.SetException(new InvalidOperationException());

        Assert.Equal("receipt 0", await holding);
        Assert.Empty(_renewals);
    });

    private Task<string> Hold(Func<string, TimeSpan, Task<string>> hide) => new MessageLease(hide, Lease, _clock).HoldAsync(Message, _handling.Task);

    private string Record(string receipt, TimeSpan length)
    {
        _renewals.Add((receipt, length));
        return $"receipt {_renewals.Count}";
    }
}

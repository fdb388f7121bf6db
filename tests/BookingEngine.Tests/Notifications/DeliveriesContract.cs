using BookingEngine.EventSourcing;
using BookingEngine.Infrastructure.Sqlite.Stores;
using BookingEngine.Notifications;
using BookingEngine.Tests.InMemory;
using BookingEngine.Tests.Sqlite;
using NodaTime;

namespace BookingEngine.Tests.Notifications;

/// <summary>The contract of every store of deliveries.</summary>
public abstract class DeliveriesContract
{
    private static readonly Instant Now = Instant.FromUtc(2030, 1, 1, 12, 0);

    protected abstract IDeliveries Deliveries { get; }

    [ServerFact]
    public async Task A_delivery_is_recorded_once()
    {
        await Deliveries.AddAsync(Of(1));
        await Deliveries.AddAsync(Of(1) with { NextAt = Now + Duration.FromHours(1) });
        Assert.Equal(Of(1), await Deliveries.FindAsync(Of(1).Id, CancellationToken.None));
        Assert.Null(await Deliveries.FindAsync(Of(2).Id, CancellationToken.None));
    }

    [ServerFact]
    public async Task Deliveries_of_one_event_differ_by_their_key()
    {
        DeliveryKey[] keys = [new("confirmed", 0, "a"), new("confirmed", 1, "a"), new("confirmed", 0, "b"), new("staff_confirmed", 0, "a")];
        var all = keys.Select(key => Of(1) with { Key = key }).Append(Of(1)).ToList();
        foreach (var delivery in all)
        {
            await Deliveries.AddAsync(delivery);
        }

        foreach (var delivery in all)
        {
            Assert.Equal(delivery, await Deliveries.FindAsync(delivery.Id, CancellationToken.None));
        }

        var due = await Deliveries.ListDueAsync(Now + Duration.FromMinutes(1), 10, CancellationToken.None);
        Assert.Equal(all.Select(d => d.Id).Order(StringComparer.Ordinal), due.Select(d => d.Id).Order(StringComparer.Ordinal));
        Assert.Equal(["user-a/1", "user-a/1/confirmed/0/a"], [Of(1).Id, all[0].Id]);
    }

    [ServerFact]
    public async Task Of_many_concurrent_attempts_one_begins()
    {
        await Deliveries.AddAsync(Of(1));
        var trying = Of(1) with { Attempts = 1, NextAt = Now + Duration.FromMinutes(3) };
        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Deliveries.TryReplaceAsync(trying, 0))));
        Assert.Equal(1, results.Count(b => b));
        Assert.Equal(trying, await Deliveries.FindAsync(trying.Id, CancellationToken.None));
    }

    [ServerFact]
    public async Task A_completed_delivery_is_not_retried()
    {
        await Deliveries.AddAsync(Of(1));
        Assert.True(await Deliveries.TryReplaceAsync(Of(1) with { State = DeliveryState.Delivered, Attempts = 1 }, 0));
        Assert.False(await Deliveries.TryReplaceAsync(Of(1) with { Attempts = 2 }, 1));
        Assert.Empty(await Deliveries.ListDueAsync(Now + Duration.FromDays(1), 10, CancellationToken.None));
    }

    [ServerFact]
    public async Task A_delivery_that_was_noted_before_it_was_sent_can_be_pending_again()
    {
        var noted = Of(1) with { State = DeliveryState.Delivered, Attempts = 1 };
        await Deliveries.AddAsync(Of(1));
        Assert.True(await Deliveries.TryReplaceAsync(noted, 0));
        Assert.False(await Deliveries.TryReplaceAsync(Of(1) with { Attempts = 1 }, 0, DeliveryState.Delivered));
        Assert.True(await Deliveries.TryReplaceAsync(Of(1) with { Attempts = 1 }, 1, DeliveryState.Delivered));
        Assert.Equal([Of(1) with { Attempts = 1 }], await Deliveries.ListDueAsync(Now + Duration.FromDays(1), 10, CancellationToken.None));
    }

    [ServerFact]
    public async Task Due_deliveries_are_listed_longest_due_first()
    {
        foreach (var version in new[] { 3, 1, 2, 4 })
        {
            await Deliveries.AddAsync(Of(version) with { NextAt = Now + Duration.FromMinutes(version) });
        }

        var due = await Deliveries.ListDueAsync(Now + Duration.FromMinutes(4), 2, CancellationToken.None);
        Assert.Equal([1L, 2L], due.Select(d => d.Version));
        Assert.Equal(3, (await Deliveries.ListDueAsync(Now + Duration.FromMinutes(4), 10, CancellationToken.None)).Count);
    }

    [ServerFact]
    public async Task Pending_deliveries_of_a_stream_are_dropped_and_no_others()
    {
        Delivery other = Of(1) with { Stream = StreamName.Parse("user-ab") }, sent = Of(3) with { State = DeliveryState.Delivered, Attempts = 1 };
        foreach (var delivery in new[] { Of(1), Of(2), Of(3), other })
        {
            await Deliveries.AddAsync(delivery);
        }

        await Deliveries.TryReplaceAsync(sent, 0);
        await Deliveries.DropAsync(Of(1).Stream);
        await Deliveries.DropAsync(Of(1).Stream);

        Assert.Equal(Of(1) with { State = DeliveryState.Dropped }, await Deliveries.FindAsync(Of(1).Id, CancellationToken.None));
        Assert.Equal([other], await Deliveries.ListDueAsync(Now + Duration.FromDays(1), 10, CancellationToken.None));
        Assert.Equal(sent, await Deliveries.FindAsync(sent.Id, CancellationToken.None));
        Assert.False(await Deliveries.TryReplaceAsync(Of(2) with { Attempts = 1 }, 0));
    }

    private static Delivery Of(long version) => new(StreamName.Parse("user-a"), version, DeliveryState.Pending, 0, Now, Now);
}

public sealed class SqliteDeliveriesTests : DeliveriesContract, IDisposable
{
    private readonly SqliteFolder _folder = new();

    protected override IDeliveries Deliveries => new SqliteDeliveries(_folder.Store);

    public void Dispose() => _folder.Dispose();
}

public sealed class InMemoryDeliveriesTests : DeliveriesContract
{
    protected override IDeliveries Deliveries { get; } = new InMemoryDeliveries([], Steps.Locked());
}

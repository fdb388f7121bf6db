using BookingEngine.EventSourcing;
using BookingEngine.Infrastructure.Sqlite.Stores;
using BookingEngine.Tests.InMemory;
using BookingEngine.Tests.Sqlite;
using BookingEngine.Webhooks.Deliveries;
using NodaTime;

namespace BookingEngine.Tests.Webhooks;

/// <summary>The contract of every store of deliveries to endpoints.</summary>
public abstract class WebhookDeliveriesContract
{
    private const string One = "one";
    private static readonly Instant Now = Instant.FromUtc(2030, 1, 1, 12, 0);

    protected abstract IWebhookDeliveries Deliveries { get; }

    [ServerFact]
    public async Task A_delivery_is_recorded_once_for_each_endpoint()
    {
        await Deliveries.AddAsync(Of(1));
        await Deliveries.AddAsync(Of(1) with { NextAt = Now + Duration.FromHours(1) });
        await Deliveries.AddAsync(Of(1) with { EndpointId = "two" });

        AssertSame(Of(1), await Deliveries.FindAsync(One, Of(1).Id, CancellationToken.None));
        AssertSame(Of(1) with { EndpointId = "two" }, await Deliveries.FindAsync("two", Of(1).Id, CancellationToken.None));
        Assert.Null(await Deliveries.FindAsync(One, Of(2).Id, CancellationToken.None));
    }

    [ServerFact]
    public async Task Of_many_concurrent_attempts_one_begins()
    {
        await Deliveries.AddAsync(Of(1));
        var trying = Of(1) with { Revision = 1, Tries = 1, NextAt = Now + Duration.FromMinutes(1) };

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Deliveries.TryReplaceAsync(trying))));

        Assert.Equal(1, results.Count(b => b));
        AssertSame(trying, await Deliveries.FindAsync(One, trying.Id, CancellationToken.None));
    }

    [ServerFact]
    public async Task Attempts_and_reasons_are_kept()
    {
        await Deliveries.AddAsync(Of(1));
        var ended = Of(1).With(new(Now, 503, 12, null, "busy\n€")).With(new(Now, null, 15_000, "TimedOut", null)) with
        {
            Revision = 1,
            State = WebhookDeliveryState.Skipped,
            SkippedBecause = "endpoint_inactive",
            IsResend = true,
            Tries = 2,
        };

        Assert.True(await Deliveries.TryReplaceAsync(ended));

        AssertSame(ended, await Deliveries.FindAsync(One, ended.Id, CancellationToken.None));
    }

    [ServerFact]
    public async Task Due_deliveries_of_the_endpoint_are_listed_longest_due_first()
    {
        foreach (var version in new[] { 3, 1, 2, 4 })
        {
            await Deliveries.AddAsync(Of(version) with { NextAt = Now + Duration.FromMinutes(version) });
        }

        await Deliveries.AddAsync(Of(1) with { EndpointId = "two" });
        await Deliveries.TryReplaceAsync(Of(2) with { Revision = 1, State = WebhookDeliveryState.Delivered });

        Assert.Equal((long[])[1L, 3L], await DueAsync(Now + Duration.FromMinutes(3), 10));
        Assert.Equal((long[])[1L], await DueAsync(Now + Duration.FromMinutes(3), 1));
        Assert.Equal((long[])[1L, 3L, 4L], await DueAsync(Instant.MaxValue, 10));
        Assert.Empty(await DueAsync(Now, 10));
    }

    [ServerFact]
    public async Task Pending_deliveries_about_a_subject_are_found()
    {
        await Deliveries.AddAsync(Of(1));
        await Deliveries.AddAsync(Of(2));
        await Deliveries.AddAsync(Of(3) with { Subject = "booking/2" });
        await Deliveries.AddAsync(Of(1) with { EndpointId = "two" });
        await Deliveries.TryReplaceAsync(Of(1) with { Revision = 1, State = WebhookDeliveryState.Failed });

        AssertSame(Of(2), Assert.Single(await Deliveries.ListPendingAsync(One, "booking/1", CancellationToken.None)));
    }

    [ServerFact]
    public async Task The_log_is_paged_from_the_newest_on()
    {
        for (var version = 1; version <= 5; version++)
        {
            await Deliveries.AddAsync(Of(version) with { CreatedAt = Now + Duration.FromMinutes(version / 2) });
        }

        await Deliveries.TryReplaceAsync(Of(3) with { CreatedAt = Now + Duration.FromMinutes(1), Revision = 1, State = WebhookDeliveryState.Delivered });
        var all = new WebhookDeliveryFilter(null, null, null);
        var first = await Deliveries.ListAsync(One, all, null, 2, CancellationToken.None);
        var rest = await Deliveries.ListAsync(One, all, new(first[^1].CreatedAt, first[^1].Id), 10, CancellationToken.None);

        Assert.Equal((long[])[5, 4, 3, 2, 1], first.Concat(rest).Select(d => d.Version));
        Assert.Equal((long[])[3L], await LogAsync(new(WebhookDeliveryState.Delivered, null, null)));
        Assert.Equal((long[])[5L, 4L], await LogAsync(new(null, null, Now + Duration.FromMinutes(2))));
        Assert.Empty(await LogAsync(new(null, "hold.placed", null)));
        Assert.Equal(5, (await LogAsync(new(null, "booking.created", null))).Length);
    }

    [ServerFact]
    public async Task Old_deliveries_are_deleted_the_oldest_first()
    {
        for (var version = 1; version <= 4; version++)
        {
            await Deliveries.AddAsync(Of(version) with { CreatedAt = Now + Duration.FromDays(version) });
        }

        Assert.Equal(2, await Deliveries.PurgeAsync(Now + Duration.FromDays(4), 2));
        Assert.Equal((long[])[4L, 3L], await LogAsync(new(null, null, null)));
        Assert.Equal(1, await Deliveries.PurgeAsync(Now + Duration.FromDays(4), 2));
    }

    private static WebhookDelivery Of(long version) =>
        new(One, $"evt_{version}-0", StreamName.Parse("calendar-a"), version, 0, "booking.created", "booking/1", version, Now) { NextAt = Now };

    private static void AssertSame(WebhookDelivery expected, WebhookDelivery? found)
    {
        Assert.Equal(expected.Attempts.AsEnumerable(), found!.Attempts);
        Assert.Equal(expected with { Attempts = [] }, found with { Attempts = [] });
    }

    private async Task<long[]> DueAsync(Instant at, int limit) =>
        [.. (await Deliveries.ListDueAsync(One, at, limit, CancellationToken.None)).Select(d => d.Version)];

    private async Task<long[]> LogAsync(WebhookDeliveryFilter filter) =>
        [.. (await Deliveries.ListAsync(One, filter, null, 10, CancellationToken.None)).Select(d => d.Version)];
}

public sealed class SqliteWebhookDeliveriesTests : WebhookDeliveriesContract, IDisposable
{
    private readonly SqliteFolder _folder = new();

    protected override IWebhookDeliveries Deliveries => new SqliteWebhookDeliveries(_folder.Store);

    public void Dispose() => _folder.Dispose();
}

public sealed class InMemoryWebhookDeliveriesTests : WebhookDeliveriesContract
{
    protected override IWebhookDeliveries Deliveries { get; } = new InMemoryWebhookDeliveries([], Steps.Locked());
}

using System.Diagnostics.Metrics;
using System.Reflection;
using BookingEngine.Aggregates;
using BookingEngine.Bookings;
using BookingEngine.Erasure;
using BookingEngine.EventSourcing;
using BookingEngine.Functions.Http;
using BookingEngine.Infrastructure.Mongo.Documents;
using BookingEngine.LocalHost.Hosting;
using BookingEngine.Pipeline;
using BookingEngine.Pipeline.Feeds;
using BookingEngine.Pipeline.Renewal;
using BookingEngine.Queues;
using BookingEngine.ReadModels;
using BookingEngine.Rezoning;
using BookingEngine.Telemetry;
using BookingEngine.Tests.Http;
using BookingEngine.Transfers;
using Microsoft.Extensions.DependencyInjection;

namespace BookingEngine.Tests;

/// <summary>Names in stores, queues, hosts and dashboards. A changed name would lose events, repeat mails or let a retry book again. Only add to the
/// file.</summary>
public sealed class StoredNamesTests(RunningApi api) : IClassFixture<RunningApi>
{
    private static readonly string Golden = Path.Combine(AppContext.BaseDirectory, "StoredNames.txt");

    // Snapshots of these shapes, and the timer's last run, may still be stored. No new snapshot has such a name, and nothing else may have it.
    private static readonly string[] Retired =
        ["snapshot calendar.v4", "snapshot calendar.v5", "snapshot calendar.v6", "snapshot calendar.v7", "snapshot calendar.v8", "snapshot calendar.v9", "snapshot customer.v1", "snapshot customer.v2", "snapshot service.v1", "snapshot team.v2", "snapshot user.v1", "snapshot user.v2", "snapshot user.v3", "function RelayOnTimer"];

    private IEnumerable<string> Names =>
    [
        .. Retired,
        .. api.Services.GetRequiredService<EventCatalogue>().Types.Select(t => $"event {t.Name}"),
        .. Aggregates.Select(a => $"stream {Static<string>(a, "Category")}"),
        .. Aggregates.Select(a => $"snapshot {SnapshotOf(a)}"),
        .. api.Services.GetServices<IProjection>().Concat<ISubscription>(api.Services.GetServices<IEventHandler>())
            .Select(s => $"subscription {s.Name} of {s.Category}"),
        .. QueueNames.All.Select(q => $"queue {q}"),
        .. new[] { Relay.Checkpoint, Sweep.Checkpoint, TransferSweep.Checkpoint, Retention.Checkpoint, RetainedEntries.Checkpoint, RezoneSweep.Checkpoint, AnswerRenewal.CheckpointOf(BookingsProjection.ModelName) }.Select(c => $"checkpoint {c}"),
        .. MongoCollections.All.Select(c => $"collection {c.Name}"),
        .. FoundFunction.All.Select(f => $"function {f.Name}"),
        .. FoundFunction.All.Select(f => f.Method.DeclaringType!).Where(t => t.IsAssignableTo(typeof(IHttpFunction)))
            .Select(t => $"label {Static<string>(t, nameof(IHttpFunction.Name))}"),
        .. typeof(EngineTelemetry).GetProperties(BindingFlags.Public | BindingFlags.Static).Select(p => p.GetValue(null))
            .Concat(typeof(EngineTelemetry).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => f.GetValue(null)))
            .OfType<Instrument>().Select(i => $"metric {i.Name}"),
    ];

    private static IEnumerable<Type> Aggregates => typeof(AggregateLoader).Assembly.GetTypes()
        .Where(t => t is { IsClass: true, IsAbstract: false } && t.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IAggregate<>)));

    [Fact]
    public void No_stored_name_changes() =>
        Assert.Equal(File.ReadAllLines(Golden), Names.Distinct().Order(StringComparer.Ordinal));

    // A deployment without a stored start for them would skip unhandled events.
    [Fact]
    public void Deployed_handlers_start_at_the_beginning() => Assert.Equal(
        [
            "claim-reminders", "ended-sessions", "ended-sessions-of-roles", "guest-bookings-handed-over", "guests-handed-over", "limit-claims", "mails",
        ],
        api.Services.GetServices<IEventHandler>().Where(h => h.StartsAt is HandlerStart.Beginning).Select(h => h.Name).Order(StringComparer.Ordinal));

    private static T Static<T>(Type type, string property) => (T)type.GetProperty(property, BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;

    private static string SnapshotOf(Type aggregate)
    {
        var shape = Static<object>(aggregate, "Shape");
        return (string)shape.GetType().GetProperty("Name")!.GetValue(shape)!;
    }
}

using System.Collections.Immutable;
using BookingEngine.Aggregates;
using BookingEngine.BookingLimits;
using BookingEngine.BookingLimits.Claims;
using BookingEngine.BookingLimits.Periods;
using BookingEngine.Bookings;
using BookingEngine.Bookings.Book;
using BookingEngine.Catalogue;
using BookingEngine.Catalogue.Resources;
using BookingEngine.Catalogue.Services;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Pipeline;
using BookingEngine.Ports;
using BookingEngine.Tests.Simulation;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Tests.BookingLimits;

/// <summary>Ten chairs, and a service of all of them with a limit by day and by week. Commands read the service from the catalogue.</summary>
internal sealed class ServiceClaimsFixture(World world)
{
    public const int Limit = 3;
    public static readonly Instant Nine = Instant.FromUtc(2031, 1, 1, 9, 0);
    public static readonly ImmutableArray<ResourceId> Chairs = [.. Enumerable.Range(0, 10).Select(n => new ResourceId($"chair-{n}"))];
    private static readonly ServiceId Cut = new("cut");

    private static readonly Service Unlimited = DefaultCatalogue.InitialService with { Id = Cut, ResourceIds = Chairs };

    public int Bookings => world.Events.Commits.Count(c => c.Events is [{ Type: "booking-made.v1" }]);

    public CommandContext Context => new(new CommitId(world.Next()), world.Now(), null, "test");

    public async Task BuildAsync(Node node, bool limited = true)
    {
        foreach (var chair in Chairs)
        {
            var resource = DefaultCatalogue.InitialResource with { Id = chair };
            Assert.Null((await node.Get<CreateResourceHandler>().HandleAsync(new CreateResource(resource), Context, CancellationToken.None)).Refusal);
        }

        Assert.Null((await node.Get<CreateServiceHandler>().HandleAsync(new CreateService(Unlimited), Context, CancellationToken.None)).Refusal);
        if (limited)
        {
            await LimitAsync(node);
        }
    }

    public Task LimitAsync(Node node) =>
        ChangeAsync(node, Unlimited with { BookingLimits = [new(LimitPeriod.Day, Limit, null), new(LimitPeriod.Week, null, Limit * 30)] });

    /// <summary>From now on the service refuses customers who are booked at that time.</summary>
    public Task ExcludeAsync(Node node) => ChangeAsync(node, Unlimited with { ExclusivePerCustomer = true });

    /// <param name="user">Null for a new customer.</param>
    public async Task<Outcome<Booking>> BookAsync(Node node, Instant slot, ResourceId chair, UserId? user = null)
    {
        var service = await node.Get<CatalogueCache>().ServiceAsync(Cut, CancellationToken.None);
        return await node.Get<BookSlotHandler>().HandleAsync(
            new BookSlot(user ?? new UserId(world.Next()), service!, slot) { ResourceId = chair }, Context, CancellationToken.None);
    }

    /// <summary>Runs the event handlers once for each stream, and settles what has expired.</summary>
    public async Task RunPipelineAsync(Node node)
    {
        foreach (var stream in world.Events.Commits.Select(c => c.Stream).Distinct().ToList())
        {
            var advanced = new StreamAdvanced(stream, world.Events.Commits.Last(c => c.Stream == stream).Version);
            await node.Get<Projector>().ProjectAsync(advanced, CancellationToken.None);
            await node.Get<EventDispatcher>().HandleAsync(advanced, CancellationToken.None);
        }

        foreach (var period in Periods)
        {
            await node.Get<SettleClaimsHandler>().HandleAsync(period.Stream.Value, CancellationToken.None);
        }
    }

    /// <summary>The claims of the week and of the month.</summary>
    public static async Task<ImmutableArray<ClaimSet>> ClaimsAsync(Node node)
    {
        var found = ImmutableArray.CreateBuilder<ClaimSet>();
        foreach (var period in Periods)
        {
            found.Add((await node.Get<AggregateLoader>().RefreshAsync<ServiceClaims>(period.Stream, CancellationToken.None)).State.Claims);
        }

        return found.ToImmutable();
    }

    private async Task ChangeAsync(Node node, Service service) => Assert.Null((await node.Get<ChangeServiceHandler>().HandleAsync(
        new ChangeService(service, new Precondition(null)), Context, CancellationToken.None)).Refusal);

    private static ImmutableArray<PeriodStream> Periods =>
        [PeriodStream.Of(Cut, LimitPeriod.Week, new LocalDate(2031, 1, 1)), PeriodStream.Of(Cut, LimitPeriod.Day, new LocalDate(2031, 1, 1))];
}

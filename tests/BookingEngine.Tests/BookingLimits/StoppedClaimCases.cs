using System.Collections.Immutable;
using BookingEngine.BookingLimits;
using BookingEngine.Bookings;
using BookingEngine.Bookings.Book;
using BookingEngine.Catalogue;
using BookingEngine.Catalogue.Resources;
using BookingEngine.Catalogue.Services;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Pipeline;
using BookingEngine.Ports;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Idempotency;
using BookingEngine.Users;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using NodaTime;

namespace BookingEngine.Tests.BookingLimits;

/// <summary>50 commands at once, of which some stop for good before or after an append, as in a crash. They withdraw nothing. One subclass for each
/// store. <c>CLAIM_SEED</c> sets the seed.</summary>
public abstract class StoppedClaimCases : IAsyncLifetime
{
    private const int AtOnce = 50, Limit = 4, StopIn = 6;
    private static readonly int Seed = TestVariable.Whole("CLAIM_SEED", 1);
    private static readonly Instant Nine = Instant.FromUtc(2031, 1, 1, 9, 0);
    private static readonly ImmutableArray<ResourceId> Chairs = [.. Enumerable.Range(0, 10).Select(n => new ResourceId($"chair-{n}"))];
    private static readonly ServiceId Cut = new("cut");
    private static readonly UserId Ada = new(Guid.CreateVersion7());

    private readonly Random _random = new(Seed);
    private readonly Lock _gate = new();
    private IServiceProvider _services = null!;

    protected FakeTimeProvider Clock { get; } = new(RunningApi.Start);

    protected FaultyPorts Ports { get; } = new();

    public async Task InitializeAsync()
    {
        _services = await OpenAsync();
        foreach (var chair in Chairs)
        {
            var created = new CreateResource(DefaultCatalogue.InitialResource with { Id = chair });
            Assert.Null((await _services.GetRequiredService<CreateResourceHandler>().HandleAsync(created, Context, CancellationToken.None)).Refusal);
        }
    }

    public abstract Task DisposeAsync();

    protected abstract Task<IServiceProvider> OpenAsync();

    [Fact]
    public async Task Stopped_commands_never_exceed_a_services_limit()
    {
        await OfferAsync(new() { Limits = [new(LimitPeriod.Day, Limit, null), new(LimitPeriod.Week, null, Limit * 30)] });
        var booked = await BookAtOnceAsync(n => (new UserId(Guid.CreateVersion7()), Nine, Chairs[n % Chairs.Length]));
        Assert.InRange(booked, 0, Limit);
        await SettleAsync();
        for (var n = 1; n <= 12; n++)
        {
            await BookAsync(Ada, Nine + Duration.FromHours(n), Chairs[n % Chairs.Length]);
        }

        Assert.Equal(Limit, await CountAsync());
    }

    [Fact]
    public async Task Stopped_commands_never_book_a_customer_twice_at_one_time()
    {
        await OfferAsync(new() { IsExclusive = true });
        var booked = await BookAtOnceAsync(n => (Ada, Nine, Chairs[n % Chairs.Length]));
        Assert.InRange(booked, 0, 1);
        await SettleAsync();
        foreach (var chair in Chairs)
        {
            await BookAsync(Ada, Nine, chair);
        }

        Assert.Equal(1, await CountAsync());
    }

    private CommandContext Context =>
        new(new CommitId(Guid.CreateVersion7()), Instant.FromDateTimeOffset(Clock.GetUtcNow()), null, "test");

    private async Task OfferAsync(Rules rules)
    {
        var service = DefaultCatalogue.InitialService with
        {
            Id = Cut,
            ResourceIds = Chairs,
            BookingLimits = rules.Limits,
            ExclusivePerCustomer = rules.IsExclusive,
        };
        Assert.Null((await _services.GetRequiredService<CreateServiceHandler>().HandleAsync(new CreateService(service), Context, CancellationToken.None)).Refusal);
    }

    /// <returns>How many bookings there are afterwards.</returns>
    private async Task<int> BookAtOnceAsync(Func<int, (UserId User, Instant Slot, ResourceId Chair)> request)
    {
        var stopped = 0;
        (Ports.BeforeAppend, Ports.AfterAppend) = (Stop, Stop);
        await RaceTests.AtOnceAsync(AtOnce, async n =>
        {
            var (user, slot, chair) = request(n);
            try
            {
                return (await BookAsync(user, slot, chair)).Refusal is null;
            }
            catch (StoreUnavailableException)
            {
                return false; // it stopped
            }
        });
        (Ports.BeforeAppend, Ports.AfterAppend) = (null, null);
        Assert.True(stopped > 0, "No command stopped.");
        return await CountAsync();

        Task Stop()
        {
            lock (_gate)
            {
                if (_random.Next(StopIn) > 0)
                {
                    return Task.CompletedTask;
                }

                stopped++;
                return FaultyPorts.Unavailable();
            }
        }
    }

    private async Task<Outcome<Booking>> BookAsync(UserId user, Instant slot, ResourceId chair)
    {
        var service = await _services.GetRequiredService<CatalogueCache>().ServiceAsync(Cut, CancellationToken.None);
        return await _services.GetRequiredService<BookSlotHandler>().HandleAsync(
            new BookSlot(user, service!, slot) { ResourceId = chair }, Context, CancellationToken.None);
    }

    /// <summary>Lets the claims expire, and runs the event handlers and the messages.</summary>
    private async Task SettleAsync()
    {
        Clock.Advance(TimeSpan.FromMinutes(2));
        foreach (var stream in await StreamsAsync())
        {
            var advanced = new StreamAdvanced(stream.Stream, stream.Version);
            await _services.GetRequiredService<Projector>().ProjectAsync(advanced, CancellationToken.None);
            await _services.GetRequiredService<EventDispatcher>().HandleAsync(advanced, CancellationToken.None);
        }

        var settle = _services.GetRequiredService<SettleClaimsHandler>();
        foreach (var stream in (await StreamsAsync()).Select(s => s.Stream).Where(s => s.Category is "period" or "customer"))
        {
            await settle.HandleAsync(stream.Category == "period" ? stream.Value : stream.Id, CancellationToken.None);
        }
    }

    private async Task<int> CountAsync()
    {
        var store = _services.GetRequiredService<IEventStore>();
        var commits = await Task.WhenAll(Chairs.Select(c => store.ReadAsync(StreamName.Of("calendar", c.Value), 0, 1_000, CancellationToken.None)));
        return commits.SelectMany(c => c).SelectMany(c => c.Events).Count(e => e.Type == "booking-made.v1");
    }

    private Task<IReadOnlyList<StreamVersion>> StreamsAsync() =>
        _services.GetRequiredService<IEventStore>().ListStreamsAsync(null, 1_000, CancellationToken.None);

    private sealed record Rules
    {
        public ImmutableArray<BookingLimit>? Limits { get; init; }

        public bool? IsExclusive { get; init; }
    }
}

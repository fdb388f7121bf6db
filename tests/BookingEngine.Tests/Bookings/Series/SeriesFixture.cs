using BookingEngine.Bookings;
using BookingEngine.Bookings.Book;
using BookingEngine.Bookings.Cancel;
using BookingEngine.Bookings.Reschedule;
using BookingEngine.Bookings.Series;
using BookingEngine.Bookings.Series.Book;
using BookingEngine.Bookings.Series.Change;
using BookingEngine.Bookings.Series.Rules;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Catalogue.Resources;
using BookingEngine.Catalogue.Services;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Pipeline;
using BookingEngine.Pipeline.Feeds;
using BookingEngine.ReadModels;
using BookingEngine.Tests.InMemory;
using BookingEngine.Tests.Told;
using BookingEngine.Tests.Transfers;
using BookingEngine.Times;
using BookingEngine.Users;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace BookingEngine.Tests.Bookings.Series;

/// <summary>Two chairs, a service with limits per customer and per week, and any number of instances, which a test can stop between any two effects.</summary>
public sealed class SeriesFixture : IAsyncDisposable
{
    /// <summary>How many bookings a customer may have.</summary>
    public const int Count = 4;

    public static readonly Instant Ten = Instant.FromUtc(2031, 1, 1, 10, 0);
    public static readonly ResourceId First = new("chair-1"), Second = new("chair-2");
    private static readonly ServiceId Cut = new("cut");
    private static readonly Actor Ada = new(new UserId(new Guid(1, 0, 0, new byte[8])), Role.Customer);
    private readonly FixtureInstances _instances;
    private readonly IServiceProvider _observer;
    private ToldChecks? _told;
    private int _commands;

    private SeriesFixture(string engine)
    {
        _instances = new FixtureInstances(engine);
        _observer = NewInstance(_ => Task.CompletedTask);
    }

    public List<string> Findings { get; } = [];

    public static async Task<SeriesFixture> OpenAsync(string engine)
    {
        var fixture = new SeriesFixture(engine);
        foreach (var chair in new[] { First, Second })
        {
            await fixture._observer.GetRequiredService<CreateResourceHandler>().HandleAsync(
                new CreateResource(DefaultCatalogue.InitialResource with { Id = chair }), fixture.NewContext(), CancellationToken.None);
        }

        var service = DefaultCatalogue.InitialService with
        {
            Id = Cut,
            ResourceIds = [First, Second],
            Limits = new(Active: Count, PerDay: 1),
            BookingLimits = [new(LimitPeriod.Week, Count: 2, Minutes: null)],
        };
        Assert.Null((await fixture._observer.GetRequiredService<CreateServiceHandler>().HandleAsync(
            new CreateService(service), fixture.NewContext(), CancellationToken.None)).Refusal);
        await fixture._observer.GetRequiredService<Relay>().RunAsync(CancellationToken.None);
        await fixture.ProjectAsync();
        fixture._told = await ToldChecks.BeginAsync(fixture._observer, fixture._instances, [First, Second], Ada.UserId, First, Second);
        return fixture;
    }

    public string Stored() => _instances.Stored();

    public IServiceProvider NewInstance(Step step) => _instances.New(step);

    /// <summary>As a request with a key has it: a retry has the same commit id.</summary>
    public CommandContext NewContext() => new(new CommitId(new Guid(++_commands, 0, 7 << 12, new byte[8])), Now, "actor", $"command {_commands}")
    {
        Attempt = new CommandAttempt(IsFirst: true, Now, Now + Duration.FromSeconds(20)),
    };

    public CommandContext RetryOf(CommandContext first) => first with
    {
        Now = Now,
        Attempt = new CommandAttempt(IsFirst: false, first.Attempt!.FirstAt, Now + Duration.FromSeconds(20)),
        Documents = new(),
    };

    public static async Task<Outcome<BookedSeries>> BookAsync(IServiceProvider by, CommandContext context)
    {
        var service = await by.GetRequiredService<CatalogueCache>().ServiceAsync(Cut, CancellationToken.None);
        return await by.GetRequiredService<BookSeriesHandler>().HandleAsync(
            new BookSeries(new BookSlot(Ada.UserId, service!, Ten) { ResourceId = First }, new SeriesRule("FREQ=WEEKLY", Count, Until: null), Skips: false),
            context, CancellationToken.None);
    }

    public static Task<Outcome<ChangedSeries>> CancelAsync(IServiceProvider by, Booking from, CommandContext context) =>
        by.GetRequiredService<CancelSeriesHandler>().HandleAsync(
            new CancelSeries(new CancelBooking(from.Id, Ada), SeriesScope.Following), context, CancellationToken.None);

    public static Task<Outcome<ChangedSeries>> RescheduleAsync(IServiceProvider by, Booking from, CommandContext context) =>
        by.GetRequiredService<RescheduleSeriesHandler>().HandleAsync(
            new RescheduleSeries(
                new RescheduleBooking(from.Id, Ada, new SlotInput(default, from.Slot + Duration.FromHours(25)), null, IsOverride: false), SeriesScope.Following, Skips: false),
            context, CancellationToken.None);

    /// <summary>Moves one booking alone to the second chair.</summary>
    public async Task MoveAwayAsync(Booking booking) => Assert.Null((await _observer.GetRequiredService<RescheduleBookingHandler>().HandleAsync(
        new RescheduleBooking(booking.Id, Ada, new SlotInput(default, booking.Slot), Second, IsOverride: false), NewContext(), CancellationToken.None)).Refusal);

    /// <summary>Books a series and lets everything be handled.</summary>
    public async Task<Booking[]> BookedAsync()
    {
        Assert.False((await BookAsync(_observer, NewContext())).IsRefused(out var refusal, out var booked), refusal?.Code);
        await ProjectAsync();
        await CheckAsync("booked");
        return [.. booked.Bookings];
    }

    public async Task<Booking[]> FindAsync(SeriesId series) => [.. await _observer.GetRequiredService<SeriesFinder>().FindAsync(series, CancellationToken.None)];

    /// <summary>The process ends and starts again. By then no claim of the one before counts any more.</summary>
    public void Restart()
    {
        _instances.Queue.Clear();
        _instances.Clock.Advance(TimeSpan.FromMinutes(1));
    }

    public async Task ProjectAsync()
    {
        await _observer.GetRequiredService<Sweep>().RunAsync(CancellationToken.None);
        await _instances.ProjectAsync(_observer);
    }

    /// <summary>What must hold at every instant: nothing is told that is not decided, and of what one command does either all or nothing is told.</summary>
    public async Task CheckAsync(string when) =>
        Findings.AddRange((_told is null ? [] : await _told.FindFaultsAsync()).Select(fault => $"{when}: {fault}"));

    public async Task AssertToldAsync(string when)
    {
        await ProjectAsync();
        await CheckAsync(when);
        Findings.AddRange((await _told!.AwaitMailsAsync()).Select(fault => $"{when}: {fault}"));
        Findings.AddRange(_told.FindUntold().Select(fault => $"{when}: {fault}"));
        var check = await _observer.GetRequiredService<Rebuild>().CheckAsync(new SilentProgress(), CancellationToken.None);
        Assert.True(check is { Different: 0, Unreadable: 0 }, $"{when}: read models {check}");
        Assert.True(Findings.Count == 0, string.Join("; ", Findings));
    }

    public ValueTask DisposeAsync() => _instances.DisposeAsync();

    private Instant Now => Instant.FromDateTimeOffset(_instances.Clock.GetUtcNow());
}

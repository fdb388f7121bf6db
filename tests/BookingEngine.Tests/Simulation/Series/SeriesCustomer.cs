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
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Ports;
using BookingEngine.Times;
using BookingEngine.Users;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace BookingEngine.Tests.Simulation.Series;

/// <summary>A customer who books series of days, and moves and cancels several of their bookings at once.</summary>
/// <param name="service">Null for the service of <see cref="SimulatedTenant"/> with one place.</param>
public sealed class SeriesCustomer(World world, int number, ServiceId? service = null) : RandomCustomer<KeyedSeries>(operations: 10)
{
    private readonly UserId _user = new(new Guid(number + 100, 0, 0, new byte[8]));
    private readonly List<SeriesId> _series = [];

    public int Booked => _series.Count;

    public int Changed { get; private set; }

    protected override async Task NextAsync(Node node, int operation)
    {
        var correlation = $"series customer {number} operation {operation}";
        if (_series.Count == 0 || world.Random.Next(3) == 0)
        {
            Pending = new KeyedSeries(correlation, _user, Slot(), 1 + world.Random.Next(5), world.Random.Next(2) == 0) { ServiceId = service ?? SimulatedTenant.OnePlace };
            return;
        }

        var series = _series[world.Random.Next(_series.Count)];
        if (await BookingsOfAsync(node, series) is not [var first, ..] bookings)
        {
            throw new InvalidOperationException($"the series {series} was answered and is not there");
        }

        var (named, scope) = (bookings[world.Random.Next(bookings.Length)], world.Random.Next(2) == 0 ? SeriesScope.All : SeriesScope.Following);
        var (actor, context) = (new Actor(_user, Role.Customer), new CommandContext(new CommitId(world.Next()), world.Now(), _user.ToString(), correlation));
        var done = world.Random.Next(3) == 0
            ? await AnswerAsync(() => node.Get<CancelSeriesHandler>().HandleAsync(new CancelSeries(new CancelBooking(named.Id, actor), scope), context, CancellationToken.None))
            : await AnswerAsync(() => node.Get<RescheduleSeriesHandler>().HandleAsync(
                new RescheduleSeries(new RescheduleBooking(named.Id, actor, new SlotInput(default, Slot() + (named.Slot.InUtc().Date - first.Slot.InUtc().Date).ToDuration()), null, IsOverride: false), scope, world.Random.Next(2) == 0),
                context, CancellationToken.None));
        Changed += done ? 1 : 0;
    }

    private static async Task<bool> AnswerAsync(Func<Task<Outcome<ChangedSeries>>> run)
    {
        try
        {
            return (await run()).Refusal is null;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }

    // After the answer all bookings are there, or none.
    protected override async Task SendAsync(Node node, KeyedSeries request)
    {
        if (await request.SendAsync(node, world) is not { } answer)
        {
            world.Pass(TimeSpan.FromSeconds(world.Random.Next(20)));
            return;
        }

        Pending = null;
        if (!KeyedRequest.WasRefused(answer))
        {
            var series = SeriesId.TryParse(Guid.Parse(answer.Split(' ')[0]))!.Value;
            var found = await BookingsOfAsync(node, series);
            if (found.Length != int.Parse(answer.Split(' ')[1], null))
            {
                throw new InvalidOperationException($"{request.Key}: of {answer} there are {found.Length}");
            }

            _series.Add(series);
        }
    }

    private static async Task<Booking[]> BookingsOfAsync(Node node, SeriesId series) => [.. await node.Get<SeriesFinder>().FindAsync(series, CancellationToken.None)];

    private Instant Slot() => SimulatedTenant.SlotAt(world.Random.Next(SimulatedTenant.SlotsInDemand));
}

/// <param name="Slot">The start of the first booking.</param>
public sealed record KeyedSeries(string Key, UserId User, Instant Slot, int Days, bool Skips) : KeyedRequest(Key, User)
{
    public ServiceId ServiceId { get; init; } = SimulatedTenant.OnePlace;

    protected override string Content => $"{Slot} {Days} {Skips}";

    protected override async Task<Outcome<string>> RunAsync(IServiceProvider node, CommandContext context)
    {
        if (await node.GetRequiredService<CatalogueCache>().ServiceAsync(ServiceId, CancellationToken.None) is not { } service)
        {
            return BookingRefusals.UnknownService;
        }

        var outcome = await node.GetRequiredService<BookSeriesHandler>().HandleAsync(
            new BookSeries(new BookSlot(User, service, Slot), new SeriesRule("FREQ=DAILY", Days, null), Skips), context, CancellationToken.None);
        return outcome.IsRefused(out var refusal, out var booked) ? refusal : $"{booked.Id} {booked.Bookings.Length}";
    }
}

internal static class DayPeriods
{
    public static Duration ToDuration(this Period period) => Duration.FromDays(period.Days);
}

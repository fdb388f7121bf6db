using BookingEngine.Bookings;
using BookingEngine.Bookings.Book;
using BookingEngine.Bookings.Cancel;
using BookingEngine.Bookings.Reschedule;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Catalogue.Locations;
using BookingEngine.Catalogue.Services;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Notifications;
using BookingEngine.Pipeline;
using BookingEngine.Ports;
using BookingEngine.Queues;
using BookingEngine.Tests.Simulation;
using BookingEngine.Times;
using BookingEngine.Users;
using BookingEngine.Users.Accounts;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace BookingEngine.Tests.BookingMails;

/// <summary>A simulated time in which customers book, move and cancel, with two instances, a mail server that is down every other hour, and crashes
/// between the server's acceptance and the note of it.</summary>
internal sealed class MailDay : IMailSender, IMessageQueue
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly World _world;
    private readonly Random _random;
    private readonly Node[] _nodes;
    private readonly List<Booking> _active = [];
    private int _slots;

    public MailDay(int seed)
    {
        (_world, _random) = (new World(new Random(seed), PlantedBug.None), new Random(seed));
        _nodes = [NewNode(), NewNode()];
    }

    /// <summary>The minutes of reminders. With some, bookings are for the next day or so.</summary>
    public int[] Reminders { get; init; } = [];

    /// <summary>When it begins.</summary>
    public Instant Start { get; init; } = Instant.FromUtc(2030, 1, 1, 0, 0);

    /// <summary>The mails that the server accepted, in order.</summary>
    public List<Mail> Accepted { get; } = [];

    /// <summary>The times at which the mails were accepted.</summary>
    public List<Instant> AcceptedAt { get; } = [];

    /// <summary>Each time that a booking had, by the event that set it.</summary>
    public Dictionary<(StreamName Stream, long Version), TimeOfBooking> Times { get; } = [];

    /// <summary>The Message-IDs that were accepted before a crash, so that they were sent again.</summary>
    public HashSet<string> CrashedAfter { get; } = [];

    public IReadOnlyCollection<Delivery> Deliveries => _world.Deliveries.Values;

    public static bool IsServerUpAt(Instant instant) => instant.InUtc().Hour % 2 == 1;

    public async Task RunAsync(TimeSpan length)
    {
        _world.Pass((Start - _world.Now()).ToTimeSpan());
        await SetUpAsync();
        await _nodes[0].Get<HandlerStarts>().RecordAsync(CancellationToken.None);
        List<UserId> customers = [];
        for (var n = 0; n < 5; n++)
        {
            var register = new RegisterUser(EmailAddress.TryParse($"person{n}@example.com")!, $"Person {n}", "correct horse");
            customers.Add(ValueOf(await _nodes[0].Get<RegisterUserHandler>().HandleAsync(register, Context(null), CancellationToken.None)).Id);
        }

        for (var end = _world.GetUtcNow() + length; _world.GetUtcNow() < end; _world.Pass(Minute))
        {
            if (_random.Next(10) == 0)
            {
                await ActAsync(customers[_random.Next(customers.Count)]);
            }

            await PumpAsync();
        }

        // Long enough for every retry of a server that is down half the time, and for every reminder.
        for (var n = 0; n < (Reminders.Length == 0 ? 12 : 28) * 60; n++, _world.Pass(Minute))
        {
            await PumpAsync();
        }
    }

    async Task<SendResult> IMailSender.SendAsync(Mail mail, CancellationToken cancellation)
    {
        await Task.CompletedTask;
        if (!IsServerUpAt(_world.Now()))
        {
            return SendResult.TryLater;
        }

        Accepted.Add(mail);
        AcceptedAt.Add(_world.Now());
        return _random.Next(8) == 0 && CrashedAfter.Add(mail.MessageId) ? throw new IOException("killed") : SendResult.Sent;
    }

    Task IMessageQueue.SendAsync(string queue, string message, TimeSpan visibleAfter)
    {
        _world.Messages.Add(new SimulatedMessage(queue, message, _world.GetUtcNow() + visibleAfter));
        return Task.CompletedTask;
    }

    Task<int> IMessageQueue.CountPoisonAsync(CancellationToken cancellation) => Task.FromResult(0);

    private Node NewNode() => new(
        _world, (_, _) => Task.CompletedTask, services => services.AddSingleton<IMailSender>(this).AddSingleton<IMessageQueue>(this));

    private async Task SetUpAsync()
    {
        var service = DefaultCatalogue.InitialService with { Reminders = Reminders.Length == 0 ? null : [.. Reminders] };
        ValueOf(await _nodes[0].Get<ChangeServiceHandler>().HandleAsync(new ChangeService(service, new Precondition(null)), Context(null), CancellationToken.None));
        ValueOf(await _nodes[0].Get<ChangeLocationHandler>().HandleAsync(
            new ChangeLocation(DefaultCatalogue.InitialLocation with { TimeZone = "Europe/Berlin" }, new Precondition(null)), Context(null), CancellationToken.None));
    }

    private async Task ActAsync(UserId customer)
    {
        var node = _nodes[_random.Next(_nodes.Length)];
        var mine = _active.Where(booking => booking.UserId == customer && booking.Slot > _world.Now()).ToList();
        switch (mine.Count == 0 ? 0 : _random.Next(Reminders.Length == 0 ? 3 : 6))
        {
            default:
                var service = await node.Get<CatalogueCache>().ServiceAsync(DefaultCatalogue.Service, CancellationToken.None);
                Add(ValueOf(await node.Get<BookSlotHandler>().HandleAsync(
                    new BookSlot(customer, service!, NewSlot()), Context(customer), CancellationToken.None)));
                break;
            case 1:
                var moved = ValueOf(await node.Get<RescheduleBookingHandler>().HandleAsync(
                    new RescheduleBooking(mine[0].Id, new Actor(customer, Role.Customer), new SlotInput(default, NewSlot()), null, IsOverride: false),
                    Context(customer), CancellationToken.None));
                Remove(mine[0]);
                Add(moved);
                break;
            case 2:
                Remove(mine[0]);
                ValueOf(await node.Get<CancelBookingHandler>().HandleAsync(
                    new CancelBooking(mine[0].Id, new Actor(customer, Role.Customer)), Context(customer), CancellationToken.None));
                break;
        }
    }

    private void Add(Booking booking)
    {
        _active.Add(booking);
        var commit = _world.Events.Commits.Last(c => c.Stream.Category == Calendar.Category);
        Times.Add((commit.Stream, commit.Version), new TimeOfBooking(booking.Id, booking.Slot, _world.Now()));
    }

    private void Remove(Booking booking)
    {
        _active.Remove(booking);
        Times.Values.Single(time => time.Booking == booking.Id && time.EndedAt is null).EndedAt = _world.Now();
    }

    private async Task PumpAsync()
    {
        if (_world.GetUtcNow().Minute % 5 == 0)
        {
            await _nodes[0].Get<Sweep>().RunAsync(CancellationToken.None);
            await _nodes[1].Get<DeliverySweep>().RunAsync(CancellationToken.None);
        }

        while (_world.Messages.FirstOrDefault(message => message.VisibleFrom <= _world.GetUtcNow()) is { } message)
        {
            _world.Messages.Remove(message);
            var n = _random.Next(_nodes.Length);
            try
            {
                await History.HandleAsync(message, _nodes[n], PlantedBug.None, isVisible: true);
            }
            catch (IOException)
            {
                _nodes[n] = NewNode(); // its message is lost with it, so the sweep finds the delivery
            }
        }
    }

    // One after the other far ahead, or any free one of the next 26 hours.
    private Instant NewSlot()
    {
        if (Reminders.Length == 0)
        {
            return Instant.FromUtc(2031, 1, 1, 0, 0) + (Duration.FromMinutes(30) * _slots++);
        }

        var half = Instant.FromUnixTimeSeconds(_world.Now().ToUnixTimeSeconds() / 1800 * 1800);
        var free = Enumerable.Range(1, 52).Select(n => half + (Duration.FromMinutes(30) * n)).Except(_active.Select(booking => booking.Slot)).ToList();
        return free[_random.Next(free.Count)];
    }

    private CommandContext Context(UserId? actor) => new(new CommitId(_world.Next()), _world.Now(), actor?.ToString(), "day");

    private static T ValueOf<T>(Outcome<T> outcome) =>
        outcome.IsRefused(out var refusal, out var value) ? throw new InvalidOperationException(refusal.Code) : value;
}

/// <summary>A time that a booking had.</summary>
internal sealed record TimeOfBooking(BookingId Booking, Instant Start, Instant SetAt)
{
    /// <summary>When it was moved or cancelled; null if it took place.</summary>
    public Instant? EndedAt { get; set; }
}

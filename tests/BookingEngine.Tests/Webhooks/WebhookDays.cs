using System.Collections.Immutable;
using BookingEngine.Bookings;
using BookingEngine.Bookings.Book;
using BookingEngine.Bookings.Cancel;
using BookingEngine.Bookings.Reschedule;
using BookingEngine.Catalogue;
using BookingEngine.Catalogue.Resources;
using BookingEngine.Catalogue.Services;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Notifications;
using BookingEngine.Outbound;
using BookingEngine.Pipeline;
using BookingEngine.Ports;
using BookingEngine.Queues;
using BookingEngine.Tests.Simulation;
using BookingEngine.Times;
using BookingEngine.Users;
using BookingEngine.Users.Accounts;
using BookingEngine.Users.Administration;
using BookingEngine.Webhooks.Deliveries;
using BookingEngine.Webhooks.Endpoints;
using BookingEngine.Webhooks.Payloads;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace BookingEngine.Tests.Webhooks;

/// <summary>Some simulated days in which customers book, move and cancel, with two instances that crash between any two steps. One endpoint fails half the
/// time, and another one is dead.</summary>
internal sealed class WebhookDays : IMessageQueue, IMailSender
{
    public const string Flaky = "flaky.example.com", Dead = "dead.example.com";

    private const int MostFailuresInARow = 5, CrashEvery = 400;
    private static readonly ResourceId Second = new("second");
    private readonly World _world;
    private readonly Random _random;
    private readonly Node[] _nodes;
    private readonly List<Booking> _active = [];
    private readonly Dictionary<string, int> _failures = [];
    private readonly Service _service = DefaultCatalogue.InitialService with { Id = new("cut"), ResourceIds = [DefaultCatalogue.Resource, Second] };
    private bool _mayCrash;
    private int _slots;

    public WebhookDays(int seed)
    {
        (_world, _random) = (new World(new Random(seed), PlantedBug.None), new Random(seed));
        _nodes = [NewNode(), NewNode()];
        _world.Receivers[Flaky] = Receive;
        _world.Receivers[Dead] = request =>
        {
            DeadRequests.Add(_world.Now());
            return OutboundFailure.Unreachable;
        };
    }

    /// <summary>What the failing endpoint accepted, in order, with the time.</summary>
    public List<(Instant At, ReceivedRequest Request)> Accepted { get; } = [];

    /// <summary>When the failing endpoint got each payload first.</summary>
    public Dictionary<string, Instant> FirstSeen { get; } = [];

    public List<Instant> DeadRequests { get; } = [];

    public List<Mail> Mails { get; } = [];

    public int Crashes { get; private set; }

    public IReadOnlyCollection<WebhookDelivery> Deliveries => _world.WebhookDeliveries.Values;

    public IEnumerable<RecordedEvent> Events => _world.Events.Commits.SelectMany(_nodes[0].Get<EventCatalogue>().Read);

    /// <summary>The payloads of all events about bookings and endpoints, as they should arrive.</summary>
    public async Task<List<PayloadPlace>> ExpectedAsync()
    {
        List<PayloadPlace> places = [];
        foreach (var recorded in Events)
        {
            places.AddRange(await _nodes[0].Get<PayloadComposer>().PlaceAsync(recorded, CancellationToken.None));
        }

        return [.. places.Where(p => p.Type.Family is "booking.*" || p.Type == WebhookEventTypes.WebhookDisabled)];
    }

    public async Task RunAsync(int days)
    {
        await BeginAsync();
        var customers = await RegisterAsync();
        _mayCrash = true;
        for (var (now, end) = (0, days * 24 * 60); now < end; now++, _world.Pass(TimeSpan.FromMinutes(1)))
        {
            if (_random.Next(now < 24 * 60 ? 10 : 240) == 0)
            {
                await ActAsync(customers[_random.Next(customers.Count)]);
            }

            await PumpAsync(now);
        }

        _mayCrash = false;
        for (var now = 0; now < 3 * 24 * 12; now++, _world.Pass(TimeSpan.FromMinutes(5)))
        {
            await PumpAsync(0);
        }
    }

    Task IMessageQueue.SendAsync(string queue, string message, TimeSpan visibleAfter)
    {
        _world.Messages.Add(new SimulatedMessage(queue, message, _world.GetUtcNow() + visibleAfter));
        return Task.CompletedTask;
    }

    Task<int> IMessageQueue.CountPoisonAsync(CancellationToken cancellation) => Task.FromResult(0);

    Task<SendResult> IMailSender.SendAsync(Mail mail, CancellationToken cancellation)
    {
        Mails.Add(mail);
        return Task.FromResult(SendResult.Sent);
    }

    private Node NewNode() => new(_world, StepAsync, services => services
        .AddSingleton<IMessageQueue>(this).AddSingleton<IMailSender>(this)
        .AddSingleton(new FirstAdminSetting(new FirstAdmin(EmailAddress.TryParse("admin@example.com")!, "correct horse"))).AddSingleton<FirstAdminHandler>());

    private Task StepAsync(Node node, string step)
    {
        if (_mayCrash && _random.Next(CrashEvery) == 0)
        {
            Crashes++;
            throw new CrashedException();
        }

        return Task.CompletedTask;
    }

    private OutboundResult Receive(OutboundRequest request)
    {
        var received = ReceivedRequest.Of(request);
        FirstSeen.TryAdd(received.Id, _world.Now());
        var failures = _failures.GetValueOrDefault(received.Id);
        if (failures < MostFailuresInARow && _random.Next(2) == 0)
        {
            _failures[received.Id] = failures + 1;
            return FakeReceiver.Status(500);
        }

        _failures[received.Id] = 0;
        Accepted.Add((_world.Now(), received));
        return FakeReceiver.Ok;
    }

    private async Task BeginAsync()
    {
        var node = _nodes[0];
        await node.Get<HandlerStarts>().RecordAsync(CancellationToken.None);
        await node.Get<FirstAdminHandler>().EnsureAsync(Context(null), CancellationToken.None);
        ValueOf(await node.Get<CreateResourceHandler>().HandleAsync(
            new CreateResource(DefaultCatalogue.InitialResource with { Id = Second }), Context(null), CancellationToken.None));
        ValueOf(await node.Get<CreateServiceHandler>().HandleAsync(new CreateService(_service), Context(null), CancellationToken.None));
        foreach (var host in new[] { Flaky, Dead })
        {
            ImmutableArray<string> events = host == Flaky ? ["booking.*", "webhook.*"] : ["booking.*"];
            var fields = new WebhookFields($"https://{host}/in", events, null, Active: true, IncludesPersonal: false, new Dictionary<string, string?>());
            ValueOf(await node.Get<CreateWebhookHandler>().HandleAsync(fields, Context(null), CancellationToken.None));
        }
    }

    private async Task<List<UserId>> RegisterAsync()
    {
        List<UserId> customers = [];
        for (var n = 0; n < 5; n++)
        {
            var register = new RegisterUser(EmailAddress.TryParse($"person{n}@example.com")!, $"Person {n}", "correct horse");
            customers.Add(ValueOf(await _nodes[0].Get<RegisterUserHandler>().HandleAsync(register, Context(null), CancellationToken.None)).Id);
        }

        return customers;
    }

    // A crash in a command is not looked at here: whether the booking exists shows in the events.
    private async Task ActAsync(UserId customer)
    {
        var node = _nodes[_random.Next(_nodes.Length)];
        var mine = _active.Where(booking => booking.UserId == customer).ToList();
        _mayCrash = false;
        switch (mine.Count == 0 ? 0 : _random.Next(4))
        {
            case 0:
                _active.Add(ValueOf(await node.Get<BookSlotHandler>().HandleAsync(new BookSlot(customer, _service, NewSlot()), Context(customer), CancellationToken.None)));
                break;
            case 3:
                _active.Remove(mine[0]);
                ValueOf(await node.Get<CancelBookingHandler>().HandleAsync(
                    new CancelBooking(mine[0].Id, new Actor(customer, Role.Customer)), Context(customer), CancellationToken.None));
                break;
            default:
                ResourceId? to = _random.Next(2) == 0 ? null : _random.Next(2) == 0 ? Second : DefaultCatalogue.Resource;
                ValueOf(await node.Get<RescheduleBookingHandler>().HandleAsync(
                    new RescheduleBooking(mine[0].Id, new Actor(customer, Role.Customer), new SlotInput(default, NewSlot()), to, IsOverride: false),
                    Context(customer), CancellationToken.None));
                break;
        }

        _mayCrash = true;
    }

    private async Task PumpAsync(int minute)
    {
        if (minute % 5 == 0)
        {
            await TryAsync(0, node => node.Get<Sweep>().RunAsync(CancellationToken.None));
            await TryAsync(1, node => node.Get<WebhookSweep>().RunAsync(CancellationToken.None));
            await TryAsync(1, node => node.Get<DeliverySweep>().RunAsync(CancellationToken.None));
        }

        while (_world.Messages.FirstOrDefault(message => message.VisibleFrom <= _world.GetUtcNow()) is { } message)
        {
            _world.Messages.Remove(message); // a crash loses it, so the sweep finds what it was about
            await TryAsync(_random.Next(_nodes.Length), node => History.HandleAsync(message, node, PlantedBug.None, isVisible: true));
        }
    }

    private async Task TryAsync(int n, Func<Node, Task> run)
    {
        try
        {
            await run(_nodes[n]);
        }
        catch (CrashedException)
        {
            _nodes[n] = NewNode();
        }
        catch (Exception e) when (e is PayloadNotReadyException or BookingEngine.BookingMails.BookingNotReadException)
        {
            // The queue would deliver it again. The sweep does it here.
        }
    }

    private Instant NewSlot() => Instant.FromUtc(2031, 1, 1, 0, 0) + (Duration.FromMinutes(30) * _slots++);

    private CommandContext Context(UserId? actor) => new(new CommitId(_world.Next()), _world.Now(), actor?.ToString(), "days");

    private static T ValueOf<T>(Outcome<T> outcome) =>
        outcome.IsRefused(out var refusal, out var value) ? throw new InvalidOperationException(refusal.Code) : value;

    private sealed class CrashedException : Exception;
}

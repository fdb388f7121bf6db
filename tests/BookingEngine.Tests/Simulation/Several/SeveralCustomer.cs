using BookingEngine.Bookings;
using BookingEngine.Bookings.Cancel;
using BookingEngine.Bookings.Lists;
using BookingEngine.Bookings.Reschedule;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Holds;
using BookingEngine.Ports;
using BookingEngine.Tests.Bookings.Lists;
using BookingEngine.Times;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Tests.Simulation.Several;

/// <summary>A customer who books, moves and cancels bookings of several resources at random, and looks at lists meanwhile.</summary>
/// <param name="visits">Whether most of them are visits of several services.</param>
/// <param name="holds">Whether the customer also holds times, and books or releases what was held.</param>
public sealed class SeveralCustomer(World world, int number, bool visits = false, bool holds = false) : RandomCustomer<KeyedRequest>(operations: 12)
{
    private readonly UserId _user = new(new Guid(number + 1, 0, 0, new byte[8]));
    private readonly List<Booking> _bookings = [];
    private readonly List<HoldId> _holds = [];

    protected override async Task NextAsync(Node node, int operation)
    {
        var correlation = $"customer {number} operation {operation}";
        if (holds && world.Random.Next(3) == 0)
        {
            await HoldAsync(node, correlation);
            return;
        }

        switch (world.Random.Next(10))
        {
            case < 5:
                var service = Service();
                Pending = new KeyedBooking(correlation, _user, Slot()) { ServiceId = service };
                break;
            case < 7 when _bookings.Count > 0:
                await NoteAsync(OperationKind.Cancel, Any(), correlation, booking => node.Get<CancelBookingHandler>().HandleAsync(
                    new CancelBooking(booking.Id, new Actor(_user, Role.Customer)), Context(correlation), CancellationToken.None));
                break;
            case >= 7 when _bookings.Count > 0:
                await NoteAsync(OperationKind.Reschedule, Any(), correlation, booking => node.Get<RescheduleBookingHandler>().HandleAsync(
                    new RescheduleBooking(booking.Id, new Actor(_user, Role.Customer), new SlotInput(default, Slot()), null, IsOverride: false)
                    {
                        ResourceIds = booking.Resources is not null && world.Random.Next(2) == 0 ? [SeveralTenant.Resources[world.Random.Next(SeveralTenant.Resources.Length)]] : [],
                    },
                    Context(correlation), CancellationToken.None));
                break;
        }
    }

    private async Task HoldAsync(Node node, string correlation)
    {
        switch (world.Random.Next(5))
        {
            case < 2 when _holds.Count > 0:
                Pending = new KeyedBookingOfHold(correlation, _user, _holds[world.Random.Next(_holds.Count)]);
                break;
            case 2 when _holds.Count > 0:
                var hold = _holds[world.Random.Next(_holds.Count)];
                await World.AnswerOfAsync<HoldId>(async () =>
                    await node.Get<ReleaseHoldHandler>().HandleAsync(new ReleaseHold(hold, _user), Context(correlation), CancellationToken.None) is { } refusal ? refusal : hold);
                break;
            default:
                Pending = new KeyedHold(correlation, _user, Slot()) { ServiceId = Service(), Length = Duration.FromSeconds(world.Random.Next(5, SimulatedTenant.LongestHold)) };
                break;
        }
    }

    protected override async Task SendAsync(Node node, KeyedRequest request)
    {
        if (await request.SendAsync(node, world) is not { } answer)
        {
            world.Pass(TimeSpan.FromSeconds(world.Random.Next(20)));
            return;
        }

        Pending = null;
        if (KeyedRequest.WasRefused(answer))
        {
            world.Operations.Add(new SimulatedOperation(request.Key, KindOf(request), Guid.Empty, null, answer));
            return;
        }

        if (request is KeyedHold)
        {
            _holds.Add(HoldId.TryParse(answer)!.Value);
            world.Operations.Add(new SimulatedOperation(request.Key, OperationKind.Hold, _holds[^1].Value, null, null));
            return;
        }

        var listed = (await ListedBookings.OfAsync(node.Get<ListBookingsHandler>(), _user)).Where(b => answer.Contains($"{b.Id}", StringComparison.Ordinal)).ToList();
        Expect(listed.Count == 1, $"{answer} is listed {listed.Count} times right after it was answered");
        _bookings.Add(listed[0]);
        world.Operations.Add(new SimulatedOperation(request.Key, KindOf(request), listed[0].Id.Value, listed[0], null));
    }

    private async Task NoteAsync(OperationKind kind, Booking booking, string correlation, Func<Booking, Task<Outcome<Booking>>> run)
    {
        if (await World.AnswerOfAsync(() => run(booking)) is not { } outcome)
        {
            return;
        }

        var refusal = outcome.IsRefused(out var why, out var answer) ? why.Code : null;
        world.Operations.Add(new SimulatedOperation(correlation, kind, booking.Id.Value, answer, refusal));
        _bookings.RemoveAll(b => b.Id == booking.Id && kind is OperationKind.Cancel);
    }

    // A resource's list never has a booking that is not whole, or is not one of that resource.
    protected override async Task LookAsync(Node node)
    {
        var resource = SeveralTenant.Resources[world.Random.Next(SeveralTenant.Resources.Length)];
        var found = await node.Get<ListBookingsHandler>().HandleAsync(
            new ListBookings(_user, null, null) { Role = Role.Admin, Filter = new BookingFilter { ResourceId = resource } }, CancellationToken.None);
        Expect(!found.IsRefused(out _, out var page), "a list was refused");
        foreach (var booking in page!.Bookings)
        {
            var places = booking.ServiceId == SeveralTenant.Alone ? 1 : booking.ServiceId == SeveralTenant.Pair ? 2
                : booking.Segments is { Length: 3 } parts ? parts.DistinctBy(part => part.ResourceId).Count() : 3;
            Expect(
                booking.ResourceIds.Distinct().Count() == places && booking.ResourceIds.Contains(resource) && booking.ResourceId == booking.ResourceIds.First(),
                $"{resource} lists {booking.Id} with {string.Join(", ", booking.ResourceIds)}");
        }
    }

    private void Expect(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new InvalidOperationException($"customer {number}: {otherwise}");
        }
    }

    private static OperationKind KindOf(KeyedRequest request) =>
        request switch { KeyedHold => OperationKind.Hold, KeyedBookingOfHold => OperationKind.BookHold, _ => OperationKind.Book };

    private ServiceId Service() => world.Random.Next(5) switch
    {
        0 => SeveralTenant.Alone,
        > 1 when visits => SeveralTenant.Visit,
        < 3 => SeveralTenant.Team,
        _ => SeveralTenant.Pair,
    };

    private CommandContext Context(string correlation) => new(new CommitId(world.Next()), world.Now(), _user.ToString(), correlation);

    private Instant Slot() => SeveralTenant.FirstSlot + (Duration.FromMinutes(30) * world.Random.Next(SeveralTenant.SlotsInDemand));

    private Booking Any() => _bookings[world.Random.Next(_bookings.Count)];
}

using BookingEngine.BookingMails;
using BookingEngine.Bookings;
using BookingEngine.Bookings.Approve;
using BookingEngine.Bookings.Book;
using BookingEngine.Bookings.Cancel;
using BookingEngine.Bookings.Reschedule;
using BookingEngine.Catalogue;
using BookingEngine.Catalogue.Services;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Notifications;
using BookingEngine.Pipeline;
using BookingEngine.Ports;
using BookingEngine.Tests.Simulation;
using BookingEngine.Times;
using BookingEngine.Users;
using BookingEngine.Users.Accounts;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace BookingEngine.Tests.BookingMails;

/// <summary>Which reminders a booking has, and which are sent when they are due.</summary>
public sealed class ReminderRuleTests : IMailSender
{
    private static readonly Instant Noon = Instant.FromUtc(2030, 1, 10, 12, 0);
    private readonly World _world = new(new Random(1), PlantedBug.None);
    private readonly Node _node;
    private UserId _customer;

    public ReminderRuleTests() => _node = new Node(_world, (_, _) => Task.CompletedTask, services => services.AddSingleton<IMailSender>(this));

    private IEnumerable<Delivery> Reminders => _world.Deliveries.Values.Where(delivery => delivery.Key!.Kind == "reminder");

    Task<SendResult> IMailSender.SendAsync(Mail mail, CancellationToken cancellation)
    {
        _world.AcceptedMails.Add(mail.MessageId);
        return Task.FromResult(SendResult.Sent);
    }

    private string[] Due => [.. Reminders.OrderBy(d => d.NextAt).Select(d => $"{d.Key!.Ordinal} at {d.NextAt}")];

    // The clocks of Berlin go forward on 2027-03-28 and back on 2026-10-25, those of 2031 and 2030 likewise.
    [Theory]
    [InlineData("2031-03-30T07:00:00Z", "2031-03-29T07:00:00Z")] // 9:00 is 8:00 on the day before
    [InlineData("2030-10-27T08:00:00Z", "2030-10-26T08:00:00Z")] // 9:00 is 10:00 on the day before
    public async Task Offsets_are_elapsed_minutes_over_a_change_of_the_clocks(string start, string due)
    {
        await OfferAsync(1440);
        await BookAsync(Parse(start));
        Assert.Equal([$"1440 at {due}"], Due);
    }

    [Fact]
    public async Task What_is_due_already_at_the_booking_is_no_reminder()
    {
        await OfferAsync(1440, 120, 60);
        await BookAsync(_world.Now() + Duration.FromMinutes(120));
        Assert.Equal([$"60 at {_world.Now() + Duration.FromMinutes(60)}"], Due);
    }

    [Fact]
    public async Task A_booking_that_waits_for_approval_has_reminders_once_it_is_approved()
    {
        await OfferAsync(true, 60);
        var booking = await BookAsync(Noon);
        Assert.Empty(Due);

        Value(await _node.Get<DecidePendingHandler>().HandleAsync(new DecidePending(booking.Id, Admin, true), Context, CancellationToken.None));
        await HandleAllAsync();
        Assert.Equal([$"60 at {Noon - Duration.FromMinutes(60)}"], Due);
    }

    [Fact]
    public async Task A_move_drops_the_former_reminder_and_a_cancellation_the_present_one()
    {
        await OfferAsync(60);
        var booking = await BookAsync(Noon);
        await MoveAsync(booking, Noon + Duration.FromHours(3));
        Assert.Equal(["60 at 2030-01-10T11:00:00Z", "60 at 2030-01-10T14:00:00Z"], Due);

        await SendAtAsync(Instant.FromUtc(2030, 1, 10, 11, 0));
        Assert.Equal([DeliveryState.Dropped, DeliveryState.Pending], States());

        Value(await _node.Get<CancelBookingHandler>().HandleAsync(new CancelBooking(booking.Id, new Actor(_customer, Role.Customer)), Context, CancellationToken.None));
        await SendAtAsync(Instant.FromUtc(2030, 1, 10, 14, 0));
        Assert.Equal([DeliveryState.Dropped, DeliveryState.Dropped], States());
        Assert.Empty(_world.AcceptedMails);
    }

    [Fact]
    public async Task A_booking_that_returns_to_its_first_time_has_one_reminder()
    {
        await OfferAsync(60);
        var booking = await BookAsync(Noon);
        await MoveAsync(booking, Noon + Duration.FromHours(3));
        await MoveAsync(booking, Noon);

        Assert.Equal(2, Due.Count(due => due == "60 at 2030-01-10T11:00:00Z"));
        await SendAtAsync(Noon - Duration.FromMinutes(60));

        Assert.Equal(1, States().Count(state => state is DeliveryState.Delivered));
        Assert.Single(_world.AcceptedMails);
    }

    [Theory]
    [InlineData(30, DeliveryState.Delivered)]
    [InlineData(31, DeliveryState.Dropped)]
    public async Task A_reminder_is_dropped_more_than_half_an_hour_late(int late, DeliveryState state)
    {
        await OfferAsync(120);
        await BookAsync(Noon);
        await SendAtAsync(Noon - Duration.FromMinutes(120 - late));
        Assert.Equal([state], States());
    }

    [Fact]
    public async Task No_reminder_comes_after_the_start()
    {
        await OfferAsync(5);
        await BookAsync(Noon);
        await SendAtAsync(Noon);
        Assert.Equal([DeliveryState.Dropped], States());
    }

    [Fact]
    public async Task A_service_without_the_reminder_any_more_sends_none()
    {
        await OfferAsync(120, 60);
        await BookAsync(Noon);
        await OfferAsync(120);

        await SendAtAsync(Noon - Duration.FromMinutes(120));
        await SendAtAsync(Noon - Duration.FromMinutes(60));

        Assert.Equal([DeliveryState.Delivered, DeliveryState.Dropped], States());
    }

    [Fact]
    public async Task A_person_who_stopped_reminders_gets_none_until_they_resume()
    {
        await OfferAsync(120, 60, 30);
        var booking = await BookAsync(Noon);
        var token = _node.Get<LinkTokens>().Create(LinkPurpose.Reminders, _customer, booking.Id.Value);
        var handler = _node.Get<SwitchRemindersHandler>();

        await SendAtAsync(Noon - Duration.FromMinutes(120));
        Value(await handler.HandleAsync(token, areOn: false, Context, CancellationToken.None));
        await SendAtAsync(Noon - Duration.FromMinutes(60));
        Value(await handler.HandleAsync(token, areOn: true, Context, CancellationToken.None));
        await SendAtAsync(Noon - Duration.FromMinutes(30));

        Assert.Equal([DeliveryState.Delivered, DeliveryState.Dropped, DeliveryState.Delivered], States());
        Assert.Equal("invalid_reminder_token", (await handler.HandleAsync(token[1..], areOn: false, Context, CancellationToken.None)).Refusal!.Code);
    }

    private static Actor Admin => new(new UserId(Guid.CreateVersion7()), Role.Admin);

    private CommandContext Context => new(new CommitId(_world.Next()), _world.Now(), null, "test");

    private DeliveryState[] States() => [.. Reminders.OrderBy(d => d.CreatedAt).ThenByDescending(d => d.Key!.Ordinal).Select(d => d.State)];

    private Task OfferAsync(params int[] reminders) => OfferAsync(false, reminders);

    private async Task OfferAsync(bool approval, params int[] reminders)
    {
        var service = DefaultCatalogue.InitialService with { Reminders = [.. reminders], Approval = approval };
        Value(await _node.Get<ChangeServiceHandler>().HandleAsync(new ChangeService(service, new Precondition(null)), Context, CancellationToken.None));
    }

    private async Task<Booking> BookAsync(Instant slot)
    {
        if (_customer == default)
        {
            var register = new RegisterUser(EmailAddress.TryParse("ada@example.com")!, "Ada", "correct horse");
            _customer = Value(await _node.Get<RegisterUserHandler>().HandleAsync(register, Context, CancellationToken.None)).Id;
        }

        var service = (await _node.Get<CatalogueCache>().ServiceAsync(DefaultCatalogue.Service, CancellationToken.None))!;
        var booked = Value(await _node.Get<BookSlotHandler>().HandleAsync(new BookSlot(_customer, service, slot), Context, CancellationToken.None));
        await HandleAllAsync();
        return booked;
    }

    private async Task MoveAsync(Booking booking, Instant slot)
    {
        _world.Pass(TimeSpan.FromMinutes(1));
        var move = new RescheduleBooking(booking.Id, new Actor(_customer, Role.Customer), new SlotInput(default, slot), null, IsOverride: false);
        Value(await _node.Get<RescheduleBookingHandler>().HandleAsync(move, Context, CancellationToken.None));
        await HandleAllAsync();
    }

    private async Task HandleAllAsync()
    {
        var last = _world.Events.Commits.Last(commit => commit.Stream.Category == "calendar");
        await _node.Get<EventDispatcher>().HandleAsync(new StreamAdvanced(last.Stream, last.Version), CancellationToken.None);
    }

    /// <summary>Sends the reminders that are due then.</summary>
    private async Task SendAtAsync(Instant now)
    {
        _world.Pass((now - _world.Now()).ToTimeSpan());
        foreach (var id in Reminders.Where(d => d.State is DeliveryState.Pending && d.NextAt <= now).Select(d => d.Id).ToList())
        {
            await _node.Get<SendMailHandler>().HandleAsync(id, CancellationToken.None);
        }
    }

    private static Instant Parse(string text) => NodaTime.Text.InstantPattern.ExtendedIso.Parse(text).Value;

    private static T Value<T>(Outcome<T> outcome) => outcome.IsRefused(out var refusal, out var value) ? throw new InvalidOperationException(refusal.Code) : value;
}

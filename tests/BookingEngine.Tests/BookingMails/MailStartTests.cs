using BookingEngine.BookingMails;
using BookingEngine.Bookings.Book;
using BookingEngine.Branding;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Notifications;
using BookingEngine.Pipeline;
using BookingEngine.Ports;
using BookingEngine.Tests.Simulation;
using BookingEngine.Users;
using BookingEngine.Users.Accounts;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace BookingEngine.Tests.BookingMails;

/// <summary>Nobody is told of what happened before mails of the kind existed or were switched on.</summary>
public sealed class MailStartTests
{
    private readonly World _world = new(new Random(1), PlantedBug.None);
    private readonly Node _node;
    private UserId _customer;

    public MailStartTests() => _node = new Node(_world, (_, _) => Task.CompletedTask);

    [Fact]
    public async Task A_booking_from_before_the_first_start_causes_no_mail()
    {
        var earlier = await BookAsync(1, null);
        _world.Pass(TimeSpan.FromMinutes(11)); // the clocks of instances differ by ten minutes at most
        await _node.Get<HandlerStarts>().RecordAsync(CancellationToken.None);
        var later = await BookAsync(2, null);

        foreach (var version in new[] { earlier.Version, later.Version })
        {
            await _node.Get<EventDispatcher>().HandleAsync(new StreamAdvanced(earlier.Stream, version), CancellationToken.None);
        }

        Assert.Equal([$"{later.Stream}/{later.Version}/confirmed/0/{_customer}"], _world.Deliveries.Keys);
    }

    [Fact]
    public async Task An_event_that_is_handled_again_causes_one_mail()
    {
        var booked = await BookAsync(1, null);
        await HandleAsync(booked);
        await HandleAsync(booked);
        Assert.Single(_world.Deliveries);
    }

    [Fact]
    public async Task A_kind_that_is_switched_on_tells_only_of_what_follows()
    {
        await _node.Get<HandlerStarts>().RecordAsync(CancellationToken.None);
        await SwitchAsync(isOn: false);
        var earlier = await BookAsync(1, null);
        _world.Pass(TimeSpan.FromMinutes(1));
        await SwitchAsync(isOn: true);
        var later = await BookAsync(2, null);

        await HandleAsync(earlier);
        await HandleAsync(later);

        Assert.Equal([later.Version], _world.Deliveries.Values.Select(delivery => delivery.Version));
    }

    [Fact]
    public async Task An_import_causes_no_mail()
    {
        await _node.Get<HandlerStarts>().RecordAsync(CancellationToken.None);

        await HandleAsync(await BookAsync(1, MailEventHandler.Imported));

        Assert.Empty(_world.Deliveries);
    }

    [Fact]
    public void Only_mails_that_come_too_late_for_a_repeat_are_sent_at_most_once() => Assert.Equal(
        ["hold_ending", "reminder"],
        _node.Services.GetServices<IMailTemplate>().Where(template => template.IsSentAtMostOnce).Select(template => template.Kind.Name).Order(StringComparer.Ordinal));

    private async Task<RecordedEvent> BookAsync(int day, string? actor)
    {
        if (_customer == default)
        {
            var register = new RegisterUser(EmailAddress.TryParse("ada@example.com")!, "Ada", "correct horse");
            (await _node.Get<RegisterUserHandler>().HandleAsync(register, Context(null), CancellationToken.None)).IsRefused(out _, out var registered);
            _customer = registered!.Id;
        }

        var slot = Instant.FromUtc(2031, 1, day, 9, 0);
        var booked = await _node.Get<BookSlotHandler>().HandleAsync(
            new BookSlot(_customer, DefaultCatalogue.InitialService, slot), Context(actor), CancellationToken.None);
        Assert.Null(booked.Refusal);
        var commit = _world.Events.Commits.Last(c => c.Events.Any(e => e.Type == "booking-made.v1"));
        return _node.Get<EventCatalogue>().Read(commit).Single();
    }

    private async Task SwitchAsync(bool isOn)
    {
        var change = new ChangeBrand(new Brand(), new Dictionary<string, bool> { ["confirmed"] = isOn }, new Precondition(null));
        Assert.Null((await _node.Get<ChangeBrandHandler>().HandleAsync(change, Context(null), CancellationToken.None)).Refusal);
    }

    private Task HandleAsync(RecordedEvent recorded) => _node.Services.GetServices<IEventHandler>()
        .Single(handler => handler.Name == BookingMailWriter.Handler).HandleAsync(recorded, CancellationToken.None);

    private CommandContext Context(string? actor) => new(new CommitId(_world.Next()), _world.Now(), actor, "test");
}

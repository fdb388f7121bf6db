using BookingEngine.Aggregates;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Http;
using BookingEngine.Times;
using BookingEngine.Transfers;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using static BookingEngine.Tests.Bookings.SalonFixture;

namespace BookingEngine.Tests.Transfers;

/// <summary>Transfers between calendars.</summary>
public sealed class MoveTests : SalonTests
{
    private const string Second = "chair-2";
    private string _booking = "";

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await Salon.ServiceAsync("cut", ("reschedule_notice", 24 * 60));
        _booking = (await Salon.BookAsync(Ada, Ten, ("notes", "Mind the dog"))).Member("id");
    }

    [Fact]
    public async Task A_moved_booking_keeps_its_id_and_details_and_frees_its_time()
    {
        var moved = await MoveAsync(Ada, Eleven);
        Assert.Equal((200, _booking, Eleven, Second), (moved.Status, moved.Member("id"), moved.Member("slot"), moved.Member("resource_id")));
        Assert.Equal("Mind the dog", (await Salon.GetAsync(Ada, $"/bookings/{_booking}")).Member("notes"));
        Assert.Equal($$"""{"bookings":[{{moved.Text}}]}""", (await Salon.GetAsync(Ada, "/bookings")).Text);
        Assert.Equal(["booking-made.v1", "booking-moved-away.v1"], await Salon.TypesAsync());
        Assert.Equal(["move-reserved.v1", "booking-moved-in.v1"], await Salon.TypesAsync(Second));
        Assert.Equal(201, await Salon.BookAsync(Ben, Ten).StatusAsync());
        Assert.Equal((409, "slot_unavailable"), await Salon.BookAsync(Ben, Eleven, ("resource_id", Second)).CodeAsync());
    }

    [Fact]
    public async Task A_moved_booking_can_be_moved_back_rescheduled_and_cancelled()
    {
        Assert.Equal(200, await MoveAsync(Ada, Eleven).StatusAsync());
        Assert.Equal((200, "chair-1"), await WhereAsync(Salon.RescheduleAsync(Ada, _booking, Ten, ("resource_id", "chair-1"))));
        Assert.Equal((200, Second), await WhereAsync(MoveAsync(Ada, Ten)));
        Assert.Equal((200, Second), await WhereAsync(Salon.RescheduleAsync(Ada, _booking, HalfPast)));
        var cancelled = await Salon.PostAsync(Ada, $"/bookings/{_booking}/cancel");
        Assert.Equal((200, "cancelled", HalfPast, Second), (cancelled.Status, cancelled.Member("status"), cancelled.Member("slot"), cancelled.Member("resource_id")));
        Assert.Equal($$"""{"bookings":[{{cancelled.Text}}]}""", (await Salon.GetAsync(Ada, "/bookings")).Text);
        Assert.Equal(201, await Salon.BookAsync(Ben, Ten, ("resource_id", Second)).StatusAsync());
    }

    [Fact]
    public async Task A_booking_stays_when_the_new_time_is_taken()
    {
        Assert.Equal(201, await Salon.BookAsync(Ben, Eleven, ("resource_id", Second)).StatusAsync());
        var refused = await MoveAsync(Ada, Eleven);
        Assert.Equal((409, "slot_unavailable", "2030-05-06T12:00:00Z"), (refused.Status, refused.Member("code"), (string)refused.Json["next_starts"]![0]!));
        Assert.Equal(Ten, (await Salon.GetAsync(Ada, $"/bookings/{_booking}")).Member("slot"));
        Assert.Equal(["booking-made.v1"], await Salon.TypesAsync());
    }

    [Fact]
    public async Task A_transfer_follows_the_notice_and_staff_override_between_own_resources()
    {
        await Salon.AdvanceToAsync(new DateTimeOffset(2030, 5, 5, 10, 0, 1, TimeSpan.Zero));
        Assert.Equal((422, "reschedule_window"), await MoveAsync(Ada, Eleven).CodeAsync());
        Assert.Equal((404, "not_found"), await MoveAsync(Ben, Eleven).CodeAsync());
        Assert.Equal((403, "override_forbidden"), await MoveAsync(Stella, "2030-05-06T11:07:00Z", ("override", true)).CodeAsync());
        var moved = await MoveAsync(Admin, "2030-05-06T11:07:00Z", ("override", true));
        Assert.Equal((200, true), (moved.Status, (bool)moved.Json["override"]!));
        Assert.Equal(moved.Text.Replace("}", ",\"notes\":\"Mind the dog\",\"answers\":{}}", StringComparison.Ordinal), (await Salon.GetAsync(Ada, $"/bookings/{_booking}")).Text);
        Assert.Equal((404, "not_found"), await Salon.GetAsync(Stella, $"/bookings/{_booking}").CodeAsync());
    }

    [Fact]
    public async Task A_second_transfer_withdraws_an_undecided_one_and_succeeds()
    {
        var half = await ReserveAsync(Eleven);
        Assert.Equal((200, Second), await WhereAsync(MoveAsync(Ada, Eleven)));
        Assert.Equal(["booking-made.v1", "move-withdrawn.v1", "booking-moved-away.v1"], await Salon.TypesAsync());
        Assert.Equal(["move-reserved.v1", "move-released.v1", "move-reserved.v1", "booking-moved-in.v1"], await Salon.TypesAsync(Second));
        await SettleAsync(half);
        Assert.Equal(4, (await Salon.TypesAsync(Second)).Length);
    }

    [Fact]
    public async Task A_transfer_interrupted_before_its_decision_is_undone_once()
    {
        var half = await ReserveAsync(Eleven);
        await SettleAsync(half);
        await SettleAsync(half);
        Assert.Equal(["booking-made.v1", "move-withdrawn.v1"], await Salon.TypesAsync());
        Assert.Equal(["move-reserved.v1", "move-released.v1"], await Salon.TypesAsync(Second));
        Assert.Equal(201, await Salon.BookAsync(Ben, Eleven, ("resource_id", Second)).StatusAsync());
        Assert.Equal(Ten, (await Salon.GetAsync(Ada, $"/bookings/{_booking}")).Member("slot"));
    }

    [Fact]
    public async Task A_transfer_interrupted_after_its_decision_is_completed()
    {
        var half = await ReserveAsync(Eleven);
        await DecideAsync(half, Eleven);
        Assert.Equal((200, "cancelled"), await StatusOfAsync(Salon.PostAsync(Ada, $"/bookings/{_booking}/cancel")));
        await SettleAsync(half);
        Assert.Equal(["booking-made.v1", "booking-moved-away.v1"], await Salon.TypesAsync());
        Assert.Equal(["move-reserved.v1", "booking-moved-in.v1", "booking-cancelled.v1"], await Salon.TypesAsync(Second));
    }

    private Task<Answer> MoveAsync(string person, string slot, params (string Name, System.Text.Json.Nodes.JsonNode? Value)[] fields) =>
        Salon.RescheduleAsync(person, _booking, slot, [("resource_id", Second), .. fields]);

    private static async Task<(int, string)> WhereAsync(Task<Answer> answer) => ((await answer).Status, (await answer).Member("resource_id"));

    private static async Task<(int, string)> StatusOfAsync(Task<Answer> answer) => ((await answer).Status, (await answer).Member("status"));

    // A transfer whose process crashed after it reserved the new time.
    private async Task<Transfer> ReserveAsync(string slot)
    {
        var move = new Transfer(new(Guid.CreateVersion7()), new(Guid.Parse(_booking)), new ResourceId(Second));
        var known = await KnownAsync();
        var reserved = new MoveReserved(
            move.MoveId, move.BookingId, new("chair-1"), null, known.State.UserId, known.Entry.ServiceId, 1, known.State.Terms, known.State.Status,
            TimeAt(slot), IsOverride: false, Now, Details: null);
        await AppendAsync(Second, new CommitId(Guid.CreateVersion7()), reserved);
        return move;
    }

    // A transfer whose process crashed after its decision.
    private Task DecideAsync(Transfer move, string slot) => AppendAsync(
        "chair-1", move.MoveId.Decision, new BookingMovedAway(move.BookingId, null, move.MoveId, move.To, TimeAt(slot), BookingStatus.Confirmed));

    private async Task AppendAsync(string chair, CommitId id, IDomainEvent domainEvent) => Assert.Null((await Api.Services.GetRequiredService<CommandExecutor>()
        .ExecuteAsync<Calendar>(
            Calendar.StreamOf(new(chair)), new CommandContext(id, Now, null, "test"), _ => Decision.Of(domainEvent), CancellationToken.None)).Refusal);

    private async Task<CalendarBooking> KnownAsync() => (await Api.Services.GetRequiredService<AggregateLoader>()
        .RefreshAsync<Calendar>(Calendar.StreamOf(new("chair-1")), CancellationToken.None)).State.Find(new(Guid.Parse(_booking)))!;

    private Task SettleAsync(Transfer move) =>
        Api.Services.GetRequiredService<RecoverTransferHandler>().HandleAsync(move.ToJson(), CancellationToken.None);

    private Instant Now => Instant.FromDateTimeOffset(Api.Clock.GetUtcNow());

    private static BookedInterval TimeAt(string slot) =>
        BookedInterval.From(SlotTime.TryParse(slot, DateTimeZone.Utc)!.Value, Duration.FromHours(1), DefaultCatalogue.InitialLocation);
}

using System.Text.Json.Nodes;
using BookingEngine.Tests.Http;
using static BookingEngine.Tests.Bookings.SalonFixture;

namespace BookingEngine.Tests.Bookings;

/// <summary>An approved booking that its customer moves waits for approval again.</summary>
public sealed class ApprovalAfterMoveTests : SalonTests
{
    private const string Noon = "2030-05-06T12:00:00Z";

    [Theory]
    [InlineData("chair-1")]
    [InlineData("chair-2")]
    public async Task A_customers_move_of_an_approved_booking_is_pending(string chair)
    {
        var id = await ApprovedAsync();
        Assert.True((bool)(await Salon.GetAsync(Ada, $"/bookings/{id}")).Json["approval_on_reschedule"]!);

        var moved = await Salon.RescheduleAsync(Ada, id, Noon, ("resource_id", chair));
        Assert.Equal((200, "pending", Noon), (moved.Status, moved.Member("status"), moved.Member("slot")));
        Assert.Equal("pending", (await Salon.GetAsync(Ada, $"/bookings/{id}")).Member("status"));

        var approved = await Salon.PostAsync(Admin, $"/bookings/{id}/approve");
        Assert.Equal((200, "confirmed"), (approved.Status, approved.Member("status")));
        Assert.Equal("pending", (await Salon.RescheduleAsync(Ada, id, Eleven)).Member("status"));
    }

    [Fact]
    public async Task A_move_by_staff_stays_confirmed()
    {
        var id = await ApprovedAsync();
        Assert.Equal("confirmed", (await Salon.RescheduleAsync(Stella, id, Eleven)).Member("status"));
        Assert.Equal("confirmed", (await Salon.RescheduleAsync(Admin, id, Noon, ("resource_id", "chair-2"))).Member("status"));
    }

    [Fact]
    public async Task A_service_can_do_without_a_second_approval()
    {
        var id = await ApprovedAsync(("approval_on_reschedule", false));
        Assert.Null((await Salon.GetAsync(Ada, $"/bookings/{id}")).Json["approval_on_reschedule"]);
        Assert.Equal("confirmed", (await Salon.RescheduleAsync(Ada, id, Noon)).Member("status"));
    }

    [Fact]
    public async Task A_service_without_approval_confirms_moves()
    {
        await Salon.ServiceAsync("cut");
        var id = (await Salon.BookAsync(Ada, Ten)).Member("id");
        Assert.Equal("confirmed", (await Salon.RescheduleAsync(Ada, id, Noon)).Member("status"));
    }

    [Theory]
    [InlineData("chair-1")]
    [InlineData("chair-2")]
    public async Task The_new_time_is_taken_even_if_pending_bookings_do_not_block(string chair)
    {
        var id = await ApprovedAsync(("pending_blocks", false));
        Assert.Equal("pending", (await Salon.RescheduleAsync(Ada, id, Noon, ("resource_id", chair))).Member("status"));

        Assert.Equal((409, "slot_unavailable"), await Salon.BookAsync(Ben, Noon, ("resource_id", chair)).CodeAsync());
        Assert.Equal(201, (await Salon.BookAsync(Ben, Ten)).Status);
        Assert.Equal("confirmed", (await Salon.PostAsync(Admin, $"/bookings/{id}/approve")).Member("status"));
    }

    [Fact]
    public async Task Declining_the_new_time_ends_the_booking_and_frees_it()
    {
        var id = await ApprovedAsync(("pending_blocks", false));
        Assert.Equal(200, (await Salon.RescheduleAsync(Ada, id, Noon)).Status);
        var declined = await Salon.PostAsync(Stella, $"/bookings/{id}/decline");
        Assert.Equal((200, "declined"), (declined.Status, declined.Member("status")));
        Assert.Equal(201, (await Salon.BookAsync(Ben, Noon)).Status);
    }

    [Fact]
    public async Task A_move_by_manage_link_is_pending_and_the_page_says_so()
    {
        await Salon.ServiceAsync("cut", ("approval", true));
        var booked = await Salon.BookAsync(Stella, Ten, ("guest", new JsonObject { ["name"] = "Grace" }));
        Assert.Equal(200, (await Salon.PostAsync(Stella, $"/bookings/{booked.Member("id")}/approve")).Status);
        var token = booked.Member("manage_link").Split("token=")[1];

        var before = await Api.SendAsync(Call.Get($"/manage?token={token}") with { Key = null });
        Assert.Contains("If you move the appointment, it must be confirmed again.", before.Text, StringComparison.Ordinal);
        var moved = await Api.SendAsync(Call.PostJson("/manage/booking/reschedule", $$"""{"slot":"{{Noon}}"}""") with { Token = token });
        Assert.Equal((200, "pending"), (moved.Status, moved.Member("status")));
        var after = await Api.SendAsync(Call.Get($"/manage?token={token}") with { Key = null });
        Assert.Contains("Your appointment is not confirmed yet", after.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("must be confirmed again", after.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_offers_to_cancel_when_it_is_too_late_to_move()
    {
        await Salon.ServiceAsync("cut", ("reschedule_notice", 24 * 60), ("cancellation_notice", 60));
        var booked = await Salon.BookAsync(Stella, Ten, ("guest", new JsonObject { ["name"] = "Grace" }));
        await Salon.AdvanceToAsync(new DateTimeOffset(2030, 5, 6, 5, 0, 0, TimeSpan.Zero));
        var token = booked.Member("manage_link").Split("token=")[1];

        var page = await Api.SendAsync(Call.Get($"/manage?token={token}") with { Key = null });
        Assert.DoesNotContain("Move the appointment", page.Text, StringComparison.Ordinal);
        Assert.Contains("Cancel the appointment", page.Text, StringComparison.Ordinal);
        var cancelled = await Api.SendAsync(Call.PostForm("/manage", ("token", token), ("action", "cancel")) with { Key = null });
        Assert.Contains("Your appointment is cancelled", cancelled.Text, StringComparison.Ordinal);
    }

    private async Task<string> ApprovedAsync(params (string Name, JsonNode? Value)[] fields)
    {
        await Salon.ServiceAsync("cut", [("approval", true), .. fields]);
        var id = (await Salon.BookAsync(Ada, Ten)).Member("id");
        Assert.Equal(200, (await Salon.PostAsync(Stella, $"/bookings/{id}/approve")).Status);
        return id;
    }
}

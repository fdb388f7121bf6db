using BookingEngine.Tests.Http;
using static BookingEngine.Tests.Bookings.SalonFixture;

namespace BookingEngine.Tests.Bookings;

/// <summary>Changes of bookings, and the events in their calendars.</summary>
public sealed class ChangeBookingTests : SalonTests
{
    [Theory]
    [InlineData("complete", "completed", "booking-completed.v1")]
    [InlineData("no-show", "no_show", "booking-missed.v1")]
    public async Task Staff_of_the_resource_record_the_outcome_after_the_start(string change, string status, string type)
    {
        await Salon.ServiceAsync("cut");
        var id = (await Salon.BookAsync(Ada, Ten)).Member("id");
        await Salon.AdvanceToAsync(new DateTimeOffset(2030, 5, 6, 10, 0, 0, TimeSpan.Zero));
        var answer = await Salon.PostAsync(Stella, $"/bookings/{id}/{change}");
        Assert.Equal((200, status), (answer.Status, answer.Member("status")));
        Assert.Equal(answer.Text, (await Salon.GetAsync(Ada, $"/bookings/{id}")).Text);
        Assert.Equal((409, "wrong_state"), await Salon.PostAsync(Stella, $"/bookings/{id}/{change}").CodeAsync());
        Assert.Equal((409, "wrong_state"), await Salon.PostAsync(Ada, $"/bookings/{id}/cancel").CodeAsync());
        Assert.Equal(["booking-made.v1", type], await Salon.TypesAsync());
    }

    [Fact]
    public async Task A_booking_that_ended_over_31_days_ago_cannot_change()
    {
        await Salon.ServiceAsync("cut");
        var id = (await Salon.BookAsync(Ada, Ten)).Member("id");
        await Salon.AdvanceToAsync(new DateTimeOffset(2030, 6, 6, 11, 0, 1, TimeSpan.Zero));
        foreach (var change in new[] { "complete", "no-show", "cancel" })
        {
            Assert.Equal((409, "booking_over"), await Salon.PostAsync(Admin, $"/bookings/{id}/{change}").CodeAsync());
        }

        Assert.Equal((409, "booking_over"), await Salon.RescheduleAsync(Admin, id, "2030-06-07T10:00:00Z").CodeAsync());
        Assert.Equal((409, "booking_over"), await Salon.RescheduleAsync(Admin, id, "2030-06-07T10:00:00Z", ("resource_id", "chair-2")).CodeAsync());
        Assert.Equal(["booking-made.v1"], await Salon.TypesAsync());
    }

    [Fact]
    public async Task Within_the_notice_only_staff_reschedule_and_it_is_recorded()
    {
        await Salon.ServiceAsync("cut", ("reschedule_notice", 24 * 60));
        var id = (await Salon.BookAsync(Ada, Ten)).Member("id");
        await Salon.AdvanceToAsync(new DateTimeOffset(2030, 5, 5, 10, 0, 1, TimeSpan.Zero));
        Assert.Equal((422, "reschedule_window"), await Salon.RescheduleAsync(Ada, id, Eleven).CodeAsync());
        var moved = await Salon.RescheduleAsync(Stella, id, Eleven);
        Assert.Equal((200, true), (moved.Status, (bool)moved.Json["override"]!));
        Assert.Equal(moved.Text, (await Salon.GetAsync(Ada, $"/bookings/{id}")).Text);
    }

    [Fact]
    public async Task A_taken_time_is_refused_with_suggestions_and_repetition_is_idempotent()
    {
        await Salon.ServiceAsync("cut");
        var id = (await Salon.BookAsync(Ada, Ten)).Member("id");
        Assert.Equal(201, await Salon.BookAsync(Ben, "2030-05-06T12:00:00Z").StatusAsync());
        var refused = await Salon.RescheduleAsync(Ada, id, "2030-05-06T12:30:00Z");
        Assert.Equal((409, "slot_unavailable", "2030-05-06T13:00:00Z"), (refused.Status, refused.Member("code"), (string)refused.Json["next_starts"]![0]!));
        var (first, again) = (await Salon.RescheduleAsync(Ada, id, Eleven), await Salon.RescheduleAsync(Ada, id, Eleven));
        Assert.Equal((200, first.Text), (again.Status, again.Text));
        Assert.Equal(["booking-made.v1", "booking-made.v1", "booking-rescheduled.v1"], await Salon.TypesAsync());
    }

    [Fact]
    public async Task Of_two_concurrent_reschedules_into_one_slot_one_succeeds()
    {
        await Salon.ServiceAsync("cut");
        string[] ids = [(await Salon.BookAsync(Ada, Ten)).Member("id"), (await Salon.BookAsync(Ben, Eleven)).Member("id")];
        var answers = await RaceTests.AtOnceAsync(2, n => Salon.RescheduleAsync(n == 0 ? Ada : Ben, ids[n], "2030-05-06T14:00:00Z"));
        Assert.Equal([200, 409], answers.Select(a => a.Status).Order());
        Assert.Single(await Salon.TypesAsync(), type => type == "booking-rescheduled.v1");
    }

    [Fact]
    public async Task Case_27_editing_a_service_leaves_existing_bookings_unchanged()
    {
        await Salon.ServiceAsync("cut", ("cancellation_notice", 60));
        var booked = await Salon.BookAsync(Ada, Ten);
        var service = await Salon.GetAsync(Admin, "/services/cut");
        var edited = With(service.Json, ("duration", 90), ("buffer_after", 30), ("cancellation_notice", 100 * 24 * 60), ("active", false));
        Assert.Equal(200, await Salon.SendAsync(Admin, Call.PutJson("/services/cut", edited.ToJsonString(), service.Header("ETag"))).StatusAsync());
        Assert.Equal(booked.Text, (await Salon.GetAsync(Ada, $"/bookings/{booked.Member("id")}")).Text);
        Assert.Equal(Eleven, (await Salon.RescheduleAsync(Ada, booked.Member("id"), "2030-05-06T10:00:00Z")).Member("end"));
        Assert.Equal(200, await Salon.PostAsync(Ada, $"/bookings/{booked.Member("id")}/cancel").StatusAsync());
    }
}

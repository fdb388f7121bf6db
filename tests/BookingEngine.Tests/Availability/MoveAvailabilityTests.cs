using System.Text.Json.Nodes;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Http;
using static BookingEngine.Tests.Bookings.SalonFixture;

namespace BookingEngine.Tests.Availability;

/// <summary>Free times to which a booking can be moved. What is offered can be had, and nothing else.</summary>
public sealed class MoveAvailabilityTests : SalonTests
{
    [Fact]
    public async Task The_booking_itself_blocks_nothing_and_others_do()
    {
        await Salon.ServiceAsync("cut");
        var id = (await Salon.BookAsync(Ada, Ten)).Member("id");
        Assert.Equal(201, (await Salon.BookAsync(Ben, "2030-05-06T12:00:00Z")).Status);

        var starts = await StartsAsync(Ada, $"booking_id={id}");
        Assert.Equal(48 - 3, starts.Length);
        Assert.Contains(HalfPast, starts);
        Assert.DoesNotContain("2030-05-06T11:30:00Z", starts);
        foreach (var start in new[] { HalfPast, Eleven, "2030-05-06T13:00:00Z", Ten })
        {
            Assert.Contains(start, starts);
            Assert.Equal(200, (await Salon.RescheduleAsync(Ada, id, start)).Status);
        }
    }

    [Fact]
    public async Task The_booking_keeps_its_length_and_another_resource_can_be_asked_for()
    {
        await Salon.ServiceAsync("cut");
        var id = (await Salon.BookAsync(Ada, Ten)).Member("id");
        Assert.Equal(201, (await Salon.BookAsync(Ben, Ten, ("resource_id", "chair-2"))).Status);
        var service = (await Salon.GetAsync(Admin, "/services/cut")).Json;
        service["duration"] = 30;
        Assert.Equal(200, (await Salon.SendAsync(Admin, Call.PutJson("/services/cut", service.ToJsonString(), "*"))).Status);

        var found = await Salon.GetAsync(Ada, $"/availability/next?booking_id={id}&from=2030-05-06&resource_id=chair-2&count=50");
        var slots = found.Json["slots"]!.AsArray();
        Assert.All(slots, slot => Assert.Equal(60, (DateTimeOffset.Parse((string)slot!["end"]!, null) - DateTimeOffset.Parse((string)slot["start"]!, null)).TotalMinutes));
        string[] starts = [.. slots.Select(slot => (string)slot!["start"]!)];
        Assert.DoesNotContain(HalfPast, starts);
        Assert.Contains(Eleven, starts);
        Assert.Equal((409, "slot_unavailable"), await Salon.RescheduleAsync(Ada, id, HalfPast, ("resource_id", "chair-2")).CodeAsync());
        Assert.Equal(200, (await Salon.RescheduleAsync(Ada, id, Eleven, ("resource_id", "chair-2"))).Status);
    }

    [Fact]
    public async Task The_customers_limits_count_without_the_booking()
    {
        await Salon.ServiceAsync("cut", ("limits", new JsonObject { ["active"] = 2, ["per_day"] = 1 }));
        var id = (await Salon.BookAsync(Ada, Ten)).Member("id");
        Assert.Equal(201, (await Salon.BookAsync(Ada, "2030-05-07T10:00:00Z")).Status);

        Assert.Equal(48, (await StartsAsync(Stella, $"booking_id={id}")).Length);
        Assert.Empty(await StartsAsync(Ada, $"booking_id={id}", day: 7));
        Assert.Equal((409, "limit_reached"), await Salon.RescheduleAsync(Ada, id, "2030-05-07T12:00:00Z").CodeAsync());
    }

    [Fact]
    public async Task A_booking_that_cannot_be_moved_is_refused_like_its_move()
    {
        await Salon.ServiceAsync("cut", ("reschedule_notice", 24 * 60));
        var id = (await Salon.BookAsync(Ada, Ten)).Member("id");
        Assert.Equal((404, "not_found"), await FindAsync(Ben, $"booking_id={id}").CodeAsync());
        await Salon.AdvanceToAsync(new DateTimeOffset(2030, 5, 5, 10, 0, 1, TimeSpan.Zero));
        Assert.Equal((422, "reschedule_window"), await FindAsync(Ada, $"booking_id={id}").CodeAsync());
        Assert.Equal(200, (await FindAsync(Stella, $"booking_id={id}")).Status);
        Assert.Equal(200, (await Salon.PostAsync(Stella, $"/bookings/{id}/cancel")).Status);
        Assert.Equal((409, "wrong_state"), await FindAsync(Stella, $"booking_id={id}").CodeAsync());
    }

    [Theory]
    [InlineData("service_id=cut", "service_id", "cannot be given together with booking_id")]
    [InlineData("quantity=2", "quantity", "cannot be given together with booking_id")]
    [InlineData("duration=30", "duration", "cannot be given together with booking_id")]
    public async Task What_the_booking_has_cannot_be_asked_for(string more, string field, string message)
    {
        await Salon.ServiceAsync("cut");
        var id = (await Salon.BookAsync(Ada, Ten)).Member("id");
        (await FindAsync(Ada, $"booking_id={id}&{more}")).AssertInvalidFields((field, message));
        (await FindAsync(Ada, "booking_id=mine")).AssertInvalidFields(("booking_id", "must be the id of a booking"));
    }

    private Task<Answer> FindAsync(string person, string query, int day = 6) =>
        Salon.GetAsync(person, $"/availability?{query}&from=2030-05-{day:00}&to=2030-05-{day + 1:00}");

    private async Task<string[]> StartsAsync(string person, string query, int day = 6) =>
    [
        .. (await FindAsync(person, query, day)).Json["days"]!.AsArray().SelectMany(d => d!["slots"]!.AsArray()).Select(slot => (string)slot!["start"]!),
    ];
}

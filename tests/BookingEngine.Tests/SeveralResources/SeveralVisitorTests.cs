using System.Text.Json.Nodes;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.PublicBookings;

namespace BookingEngine.Tests.SeveralResources;

/// <summary>Visitors without an account book a chair and a room.</summary>
public sealed class SeveralVisitorTests : SalonTests
{
    private const string Slot = SalonFixture.Ten;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        var room = SalonFixture.With(CatalogueCalls.OpenRoundTheClock("room-1"), ("kind", "room"));
        Assert.Equal(201, (await Salon.SendAsync(SalonFixture.Admin, Call.PostJson("/resources", room.ToJsonString()))).Status);
        var needs = new JsonArray(new JsonObject { ["resource_ids"] = new JsonArray("chair-1", "chair-2") }, new JsonObject { ["kind"] = "room" });
        await Salon.ServiceAsync("cut", ("resource_ids", null), ("needs", needs));
        await Api.OpenAsync("open");
    }

    [Fact]
    public async Task A_visitor_sees_holds_extends_and_books_several_resources()
    {
        var service = (await Api.SendAsync(Call.Get("/public/services"))).Json["services"]!.AsArray().Single(s => (string)s!["id"]! == "cut")!;
        Assert.Equal(["chair-1", "chair-2"], service["resources"]!.AsArray().Select(r => (string)r!["id"]!));
        Assert.Equal(200, (await Api.SendAsync(Call.Get("/public/availability?service_id=cut&from=2030-05-06&to=2030-05-07"))).Status);
        Assert.Equal(200, (await Api.SendAsync(Call.Get("/book/cut?month=2030-05") with { Key = null })).Status);
        var held = await Api.SendAsync(Call.PostJson("/public/holds", $$"""{"slot":"{{Slot}}","service_id":"cut","minutes":10}"""));
        Assert.Equal(201, held.Status);
        Salon.Clock.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal(200, (await Api.SendAsync(Call.Post($"/public/holds/{held.Member("token")}/extend"))).Status);
        Salon.Clock.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal((409, "slot_unavailable"), await Salon.BookAsync(SalonFixture.Ada, Slot, ("resource_id", null)).CodeAsync());

        var booked = await Api.SendAsync(
            Call.PostJson("/public/bookings", $$"""{"token":"{{held.Member("token")}}","name":"Grace","email":"grace@example.com"}"""));
        Assert.Equal(201, booked.Status);
        foreach (var resource in new[] { "chair-1", "room-1" })
        {
            var listed = (await Salon.GetAsync(SalonFixture.Admin, $"/bookings?resource_id={resource}")).Json["bookings"]!.AsArray();
            Assert.Equal("""[{"resource_id":"chair-1","need":0},{"resource_id":"room-1","need":1}]""", Assert.Single(listed)!["resources"]!.ToJsonString());
        }
    }

    [Fact]
    public async Task A_visitor_books_a_visit_of_several_services()
    {
        var segments = new JsonArray(new JsonObject { ["service_id"] = "default" }, new JsonObject { ["service_id"] = "default" });
        await Salon.ServiceAsync("visit", ("duration", null), ("resource_ids", null), ("segments", segments));
        var service = (await Api.SendAsync(Call.Get("/public/services"))).Json["services"]!.AsArray().Single(s => (string)s!["id"]! == "visit")!;
        Assert.Equal((60, "default"), ((int)service["duration"]!, (string)Assert.Single(service["resources"]!.AsArray())!["id"]!));
        Assert.Equal(200, (await Api.SendAsync(Call.Get("/book/visit?month=2030-05") with { Key = null })).Status);
        var token = await Api.HeldAsync(Slot, ("service_id", "visit"));
        Assert.Equal(200, (await Api.SendAsync(Call.Post($"/public/holds/{token}/extend"))).Status);
        Assert.Equal(201, (await Api.SubmitAsync(token, "grace@example.com")).Status);
        Assert.Equal(2, Assert.Single(await Api.AllBookingsAsync())!["segments"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_visitor_who_confirms_by_mail_gets_all_resources()
    {
        await Api.OpenAsync("verified");
        var token = await Api.HeldAsync(Slot, ("service_id", "cut"));
        Assert.Equal(202, (await Api.SubmitAsync(token, "grace@example.com")).Status);
        Assert.Equal((409, "slot_unavailable"), await Salon.BookAsync(SalonFixture.Ada, Slot, ("resource_id", null)).CodeAsync());
        var link = await Api.ConfirmationTokenAsync("grace@example.com");
        await Api.ConfirmAsync(link);
        await Api.ConfirmAsync(link);
        Assert.Equal(2, Assert.Single(await Api.AllBookingsAsync())!["resources"]!.AsArray().Count);
    }
}

using System.Text.Json.Nodes;
using BookingEngine.Tests.Bookings;
using static BookingEngine.Tests.Bookings.SalonFixture;

namespace BookingEngine.Tests.Http.Requests;

/// <summary>Misspelt names, where without the field another booking would be made than was meant.</summary>
public sealed class UnknownFieldTests : SalonTests
{
    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await Salon.ServiceAsync("cut");
    }

    [Theory]
    [InlineData("servce_id", "service_id")]
    [InlineData("serviceId", "service_id")]
    [InlineData("SERVICE_ID", "service_id")]
    [InlineData("sevrice_id", "service_id")]
    [InlineData("resource", null)]
    [InlineData("resourceid", "resource_id")]
    [InlineData("hold-id", "hold_id")]
    [InlineData("note", "notes")]
    [InlineData("answer", "answers")]
    [InlineData("quantitiy", "quantity")]
    [InlineData("overide", "override")]
    [InlineData("guests", "guest")]
    [InlineData("start", null)]
    [InlineData("customer", null)]
    [InlineData("utm_source", null)]
    [InlineData("", null)]
    public async Task A_booking_with_a_misspelt_name_is_refused_and_others_are_ignored(string name, string? meant)
    {
        var answer = await Salon.BookAsync(Ada, Ten, (name, "x"));
        if (meant is null)
        {
            Assert.Equal(201, answer.Status);
            return;
        }

        AssertUnknown(answer, name, meant);
        Assert.Empty(await Salon.TypesAsync());
    }

    [Fact]
    public async Task A_misspelt_name_in_the_query_is_refused()
    {
        AssertUnknown(await Salon.PostAsync(Ada, $"/bookings?slot={Ten}&servce_id=cut"), "servce_id", "service_id");
        AssertUnknown(await Salon.PostAsync(Ada, $"/holds?servce_id=cut", ("slot", Ten)), "servce_id", "service_id");
        Assert.Equal(201, await Salon.PostAsync(Ada, $"/bookings?Slot={Ten}&utm_source=mail&code=1").StatusAsync());
    }

    [Fact]
    public async Task A_misspelt_name_of_a_guest_is_refused_with_its_path()
    {
        var guest = new JsonObject { ["name"] = "Grace", ["e_mail"] = "grace@example.com", ["birthday"] = "today" };
        AssertUnknown(await Salon.BookAsync(Stella, Ten, ("guest", guest)), "guest.e_mail", "guest.email");
    }

    [Fact]
    public async Task Answers_to_unknown_questions_are_ignored() =>
        Assert.Equal(201, await Salon.BookAsync(Ada, Ten, ("answers", new JsonObject { ["slot"] = 1, ["name"] = "x" })).StatusAsync());

    [Fact]
    public async Task A_hold_with_a_misspelt_name_is_refused()
    {
        AssertUnknown(await Salon.HoldAsync(Ada, Ten, ("minute", 5)), "minute", "minutes");
        Assert.Equal(201, await Salon.HoldAsync(Ada, Ten, ("notes", "x")).StatusAsync());
    }

    [Fact]
    public async Task A_reschedule_with_a_misspelt_name_is_refused()
    {
        var id = (await Salon.BookAsync(Ada, Ten)).Member("id");
        AssertUnknown(await Salon.RescheduleAsync(Ada, id, Eleven, ("resourceId", "chair-2")), "resourceId", "resource_id");
        Assert.Equal(200, await Salon.RescheduleAsync(Ada, id, Eleven, ("service_id", "cut")).StatusAsync());
    }

    [Fact]
    public async Task A_reschedule_by_link_with_a_misspelt_name_is_refused()
    {
        var booked = await Salon.BookAsync(Stella, Ten, ("guest", new JsonObject { ["name"] = "Grace" }));
        var token = booked.Member("manage_link").Split("token=")[1];
        var body = new JsonObject { ["slot"] = Eleven, ["resourcid"] = "chair-2" };

        var answer = await Api.SendAsync(Call.PostJson("/manage/booking/reschedule", body.ToJsonString()) with { Token = token });

        AssertUnknown(answer, "resourcid", "resource_id");
        Assert.Equal(Ten, (await Salon.GetAsync(Stella, $"/bookings/{booked.Member("id")}")).Member("slot"));
    }

    [Fact]
    public async Task A_misspelt_name_is_told_with_all_other_errors()
    {
        var answer = await Salon.BookAsync(Ada, Ten, ("servce_id", "cut"), ("quantity", 0));
        Assert.Equal(
            """{"quantity":["must be a whole number from 1 to 10000"],"servce_id":["is unknown. Use service_id, or leave it out"]}""",
            answer.Json["errors"]!.ToJsonString());
    }

    [Fact]
    public async Task Elsewhere_unknown_names_are_ignored()
    {
        var body = new JsonObject { ["name"] = "Mitte", ["time_zone"] = "UTC", ["adress"] = "Torstr. 1" };
        Assert.Equal(201, (await Salon.SendAsync(Admin, Call.PostJson("/locations", body.ToJsonString()))).Status);
        Assert.Equal(200, await Salon.GetAsync(Ada, "/bookings?statu=confirmed").StatusAsync());
    }

    private static void AssertUnknown(Answer answer, string name, string meant)
    {
        var text = $"is unknown. Use {meant}, or leave it out";
        answer.AssertProblem(422, "unknown_field", $"{name} {text}.", null, new JsonObject { [name] = new JsonArray(text) });
    }
}

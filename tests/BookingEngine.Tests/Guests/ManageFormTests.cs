using System.Text.Json.Nodes;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Http;
using static BookingEngine.Tests.Bookings.SalonFixture;

namespace BookingEngine.Tests.Guests;

/// <summary>The forms of the manage page. An appointment is cancelled only if that is certainly meant.</summary>
public sealed class ManageFormTests : SalonTests
{
    private string _token = "", _id = "";

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await Salon.ServiceAsync("cut");
        var booked = await Salon.BookAsync(Stella, Ten, ("guest", new JsonObject { ["name"] = "Grace" }));
        (_id, _token) = (booked.Member("id"), booked.Member("manage_link").Split("token=")[1]);
    }

    [Theory]
    [InlineData("slot=")]
    [InlineData("slto=2030-05-06T11:00:00Z")]
    [InlineData("slot=2030-05-06T11:00:00Z&slot=2030-05-06T12:00:00Z")]
    [InlineData("action=move")]
    [InlineData("action=move&slot=")]
    [InlineData("action=cancel&slot=2030-05-06T11:00:00Z")]
    [InlineData("action=cancel&action=cancel")]
    [InlineData("action=")]
    [InlineData("action=cancle")]
    public async Task A_form_that_is_not_clear_changes_nothing(string fields)
    {
        var answer = await PostAsync(fields);

        Assert.Equal((422, true), (answer.Status, answer.Text.Contains("It is not clear what to do, so nothing has changed.", StringComparison.Ordinal)));
        Assert.Equal(["booking-made.v1"], await Salon.TypesAsync());
    }

    [Theory]
    [InlineData("slot=2030-05-06T11:00:00Z", "booking-rescheduled.v1")]
    [InlineData("action=move&slot=2030-05-06T11:00:00Z", "booking-rescheduled.v1")]
    [InlineData("action=cancel", "booking-cancelled.v1")]
    [InlineData("action=cancel&slot=", "booking-cancelled.v1")]
    [InlineData("", "booking-cancelled.v1")]
    public async Task A_form_moves_or_cancels_as_asked(string fields, string type)
    {
        Assert.Equal(200, (await PostAsync(fields)).Status);
        Assert.Equal(["booking-made.v1", type], await Salon.TypesAsync());
    }

    [Fact]
    public async Task The_buttons_of_the_page_name_their_action()
    {
        var page = await Api.SendAsync(Call.Get($"/manage?token={_token}&day=2030-05-06") with { Key = null });
        Assert.Contains("<input type=\"hidden\" name=\"action\" value=\"move\">", page.Text, StringComparison.Ordinal);
        Assert.Contains("<button type=\"submit\" name=\"action\" value=\"cancel\" class=\"plain\">", page.Text, StringComparison.Ordinal);
        Assert.Equal("confirmed", (await Salon.GetAsync(Stella, $"/bookings/{_id}")).Member("status"));
    }

    private Task<Answer> PostAsync(string fields) => Api.SendAsync(
        Call.PostBytes("/manage", System.Text.Encoding.ASCII.GetBytes($"token={_token}&{fields}".TrimEnd('&')), "application/x-www-form-urlencoded") with { Key = null });
}

using System.Text.Json.Nodes;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Security;

namespace BookingEngine.Tests.Pages;

/// <summary>The data of the role matrix, and browsers in which its callers are signed in.</summary>
internal sealed class StaffFixture
{
    private StaffFixture(MatrixFixture data) => Data = data;

    public MatrixFixture Data { get; }

    public RunningApi Api => Data.Api;

    public required Browser Staff { get; init; }

    public required Browser OtherStaff { get; init; }

    public required Browser Admin { get; init; }

    public static async Task<StaffFixture> OpenAsync(RunningApi api)
    {
        var data = await MatrixFixture.OpenAsync(api);
        return new(data)
        {
            Staff = await Browser.SignedInAsync(api, data.Callers[2].Person!),
            OtherStaff = await Browser.SignedInAsync(api, data.Callers[3].Person!),
            Admin = await Browser.SignedInAsync(api, data.Admin),
        };
    }

    public async Task<JsonObject> BookingAsync(string id) => (await Api.SendAsync(Call.Get($"/bookings/{id}") with { Token = Data.Admin.Token })).Json;

    public async Task<string> StatusAsync(string id) => (string)(await BookingAsync(id))["status"]!;

    /// <summary>A booking of a guest on the first chair, with texts.</summary>
    public async Task<string> GuestAsync(string name, string notes = "Knock twice", string? slot = null)
    {
        var guest = new JsonObject { ["name"] = name, ["email"] = "guest.of.chair@example.com", ["phone"] = "+49 30 1234" };
        var body = SalonFixture.With(Data.BookingBody(), ("guest", guest), ("notes", notes), ("slot", slot ?? Data.NewSlot()));
        var booked = await Api.PostAsync(Data.Admin, "/bookings", body);
        Assert.Equal(201, booked.Status);
        return booked.Member("id");
    }

    /// <summary>Does something with a booking, and expects to be led to its page.</summary>
    public static async Task<Answer> ActAsync(Browser browser, string id, string action, params (string, string)[] more)
    {
        await browser.GetAsync($"/staff/bookings/{id}");
        var done = await browser.PostAsync($"/staff/bookings/{id}", [("action", action), .. more]);
        Assert.Equal((303, $"/staff/bookings/{id}?done={action}"), (done.Status, done.Header("Location")));
        return await browser.GetAsync(done.Header("Location")!);
    }
}

using System.Text.Json.Nodes;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Erasure;

/// <summary>A customer and a guest who fill every field that a person can, each with a text of its own.</summary>
internal sealed class Markers(Func<Call, Task<Answer>> send, string adminToken)
{
    private readonly string _run = Guid.CreateVersion7().ToString("N")[20..];

    /// <summary>All 28.</summary>
    public IReadOnlyList<string> All => [.. Enumerable.Range(1, 28).Select(Of)];

    public string GuestEmail => $"{Of(14)}@example.com";

    public string Token { get; private set; } = "";

    public string User { get; private set; } = "";

    public string Guest { get; private set; } = "";

    /// <summary>The id of the unproved bookings of the guest's address.</summary>
    public string Unproved { get; private set; } = "";

    public string[] Bookings { get; private set; } = [];

    /// <summary>The password of the customer at the end.</summary>
    public string Password => Of(6);

    public async Task FillAsync()
    {
        await SignUpAsync();
        var series = await PostAsync("/bookings/series", Token, new JsonObject
        {
            ["rule"] = "FREQ=WEEKLY;COUNT=2",
            ["slot"] = "2031-01-01T10:00:00Z",
            ["service_id"] = "asked",
            ["notes"] = Of(9),
            ["answers"] = new JsonObject { ["wish"] = Of(10) },
        });
        var (booked, next) = ((string)series.Json["bookings"]![0]!["id"]!, (string)series.Json["bookings"]![1]!["id"]!);
        await PostAsync($"/bookings/{booked}/reschedule", Token, new JsonObject { ["slot"] = "2031-01-01T11:00:00Z", ["reason"] = Of(11), ["scope"] = "all" });
        var hold = await PostAsync("/holds", Token, new JsonObject { ["slot"] = "2031-01-01T12:00:00Z", ["service_id"] = "asked" });
        var held = await PostAsync("/bookings", Token, new JsonObject
        {
            ["hold_id"] = hold.Member("id"),
            ["notes"] = Of(12),
            ["answers"] = new JsonObject { ["wish"] = Of(10) },
        });
        await PostAsync($"/bookings/{held.Member("id")}/cancel", Token, new JsonObject { ["reason"] = Of(13) });
        var ofGuest = await BookGuestAsync();
        var unproved = await BookUnprovedAsync();
        Bookings = [booked, next, held.Member("id"), ofGuest, unproved, await LetWaitAsync()];
    }

    private string Of(int n) => $"marker{n:00}x{_run}";

    private async Task SignUpAsync()
    {
        var email = $"{Of(1)}@example.com";
        var registered = await PostAsync("/auth/register", null, new JsonObject { ["email"] = email, ["password"] = Of(5), ["full_name"] = Of(2) });
        User = registered.Member("id");
        Token = await SignInAsync(email, Of(5), Of(7));
        await OkAsync(Call.PutJson("/users/me", new JsonObject { ["full_name"] = Of(3) }.ToJsonString()) with { Token = Token });
        await OkAsync(Call.PutJson("/users/me/password", new JsonObject { ["old_password"] = Of(5), ["new_password"] = Of(6) }.ToJsonString()) with { Token = Token });
        await SignInAsync(email, Of(6), Of(8));
        await OkAsync(Call.PutJson("/users/me/email", new JsonObject { ["email"] = $"{Of(4)}@example.com", ["password"] = Of(6) }.ToJsonString()) with { Token = Token });
    }

    private async Task<string> BookGuestAsync()
    {
        var booked = await PostAsync("/bookings", adminToken, new JsonObject
        {
            ["slot"] = "2031-01-01T14:00:00Z",
            ["service_id"] = "asked",
            ["notes"] = Of(17),
            ["answers"] = new JsonObject { ["wish"] = Of(18) },
            ["guest"] = new JsonObject { ["name"] = Of(15), ["email"] = GuestEmail, ["phone"] = Of(16) },
        });
        Guest = booked.Member("user_id");
        var made = await PostAsync($"/bookings/{booked.Member("id")}/manage-link", adminToken, []);
        var link = made.Member("manage_link").Split("token=")[1];
        await PostAsync("/manage/booking/reschedule", link, new JsonObject { ["slot"] = "2031-01-01T15:00:00Z", ["reason"] = Of(19) });
        await OkAsync(Call.PostForm("/manage", ("token", link), ("action", "cancel"), ("reason", Of(20))) with { Key = null });
        return booked.Member("id");
    }

    // Nothing starts at ten past. The texts of an entry are encrypted as those of a booking with its id.
    private async Task<string> LetWaitAsync()
    {
        var wish = new JsonObject
        {
            ["service_id"] = "asked",
            ["from"] = "2031-01-01",
            ["to"] = "2031-02-01",
            ["times"] = new JsonArray(new JsonObject { ["from"] = "09:10", ["to"] = "09:20" }),
        };
        await PostAsync("/waitlist", Token, wish.DeepClone().AsObject());
        wish["guest"] = new JsonObject { ["name"] = Of(27), ["email"] = GuestEmail, ["phone"] = Of(28), ["locale"] = "de" };
        return (await PostAsync("/waitlist", adminToken, wish)).Member("id");
    }

    // One booking that nobody has proved, and one that waits for the link in a mail.
    private async Task<string> BookUnprovedAsync()
    {
        await OpenAsync("open");
        var booked = await SubmitAsync("2031-01-01T16:00:00Z", Of(21), Of(22), Of(23));
        await OpenAsync("verified");
        await SubmitAsync("2031-01-01T17:00:00Z", Of(24), Of(25), Of(26));
        Unproved = (await OkAsync(Call.Get($"/bookings/{booked.Member("id")}") with { Token = adminToken })).Member("user_id");
        return booked.Member("id");
    }

    private async Task<Answer> SubmitAsync(string slot, string name, string phone, string notes)
    {
        var held = await PostAsync("/public/holds", null, new JsonObject { ["slot"] = slot, ["service_id"] = "asked" });
        return await PostAsync("/public/bookings", null, new JsonObject
        {
            ["token"] = held.Member("token"),
            ["name"] = name,
            ["email"] = GuestEmail,
            ["phone"] = phone,
            ["notes"] = notes,
            ["answers"] = new JsonObject { ["wish"] = "none" },
        });
    }

    private async Task OpenAsync(string booking) => await OkAsync(
        Call.PutJson("/brand", new JsonObject { ["booking"] = booking }.ToJsonString(), "*") with { Token = adminToken });

    private async Task<string> SignInAsync(string email, string password, string client) =>
        (await OkAsync(Call.PostForm("/auth/token", ("username", email), ("password", password)) with { Headers = [("User-Agent", client)] })).Member("access_token");

    private Task<Answer> PostAsync(string path, string? token, JsonObject body) => OkAsync(Call.PostJson(path, body.ToJsonString()) with { Token = token });

    private async Task<Answer> OkAsync(Call call)
    {
        var answer = await send(call);
        Assert.True(answer.Status is >= 200 and < 300, $"{call.Method} {call.Path}: {answer.Status} {answer.Text}");
        return answer;
    }
}

using System.Text;
using System.Text.Json.Nodes;
using BookingEngine.Privacy;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Http;
using Microsoft.Extensions.DependencyInjection;

namespace BookingEngine.Tests.Bookings.Lists;

/// <summary>The table of bookings that a spreadsheet opens.</summary>
public sealed class BookingTableTests : IAsyncLifetime, IDisposable
{
    private const string Mark = "\uFEFF", Header =
        "id,user_id,slot,end,time_zone,service_id,resource_id,status,quantity,created_at,override,customer_name,guest_name,service_name,resource_name,"
        + "location_id,location_name";

    private readonly BookingListFixture _lists = new();

    public Task InitializeAsync() => _lists.InitializeAsync();

    public Task DisposeAsync() => _lists.DisposeAsync();

    public void Dispose() => _lists.Dispose();

    [Theory]
    [InlineData("format=csv&bom=true", "*/*", true)]
    [InlineData("format=csv", "*/*", false)]
    [InlineData("format=csv&bom=false", "text/csv; bom=true", false)]
    [InlineData("format=csv", "text/csv; bom=true", true)]
    [InlineData("", "text/csv;bom=\"TRUE\";q=0.9", true)]
    [InlineData("", "text/csv", false)]
    [InlineData("", "text/csv; bom=no", false)]
    public async Task A_byte_order_mark_is_sent_when_asked_for(string query, string accept, bool hasMark)
    {
        using var client = new HttpClient();
        using var request = (Call.Get($"/bookings?scope=all&{query}") with { Token = _lists.Admin.Token, Headers = [("Accept", accept)] }).ToRequest(_lists.Api.Address);
        using var answer = await client.SendAsync(request);

        var text = Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal((hasMark ? Mark : "") + Header + "\r\n", text);
        Assert.Equal("text/csv; charset=utf-8; header=present", answer.Content.Headers.ContentType!.ToString());
    }

    [Fact]
    public async Task A_byte_order_mark_for_json_is_refused()
    {
        (await _lists.Api.ListAsync(_lists.Admin, "?bom=true")).AssertInvalidFields(("bom", "is only for a table. Also send format=csv"));
        (await _lists.Api.ListAsync(_lists.Admin, "?bom=yes&format=csv")).AssertInvalidFields(("bom", "must be true or false"));
        Assert.Equal(200, (await _lists.Api.ListAsync(_lists.Admin, "?bom=false")).Status);
    }

    [Fact]
    public async Task A_table_has_names_beside_ids_for_staff_and_administrators()
    {
        await RenameAsync(_lists.Ada, "Ada, \"the\" first");
        await _lists.BookAsync(_lists.Ada, 8, "chair-1");
        await BookForGuestAsync("2031-06-02T09:00:00Z", "Grace");
        await _lists.BookAsync(_lists.Bob, 10, "room");

        string[] chair = ["\"Ada, \"\"the\"\" first\",,Haircut,Chair 1,berlin,Salon Mitte", ",Grace,Haircut,Chair 1,berlin,Salon Mitte"];
        Assert.Equal(chair, await NamesAsync(_lists.Staff));
        var all = await NamesAsync(_lists.Admin);
        Assert.Equal([.. chair, "Ada Lovelace,,Haircut,Chair 1,new-york,Salon Mitte"], all);
    }

    [Fact]
    public async Task An_erased_customer_has_no_name_in_the_table()
    {
        await _lists.BookAsync(_lists.Ada, 8, "chair-1");
        var guest = await BookForGuestAsync("2031-06-02T09:00:00Z", "Grace");
        var keys = _lists.Api.Services.GetRequiredService<IPersonKeys>();
        await keys.EraseAsync($"{_lists.Ada.Id}");
        await keys.EraseAsync(guest.Member("user_id"));

        Assert.Equal([",,Haircut,Chair 1,berlin,Salon Mitte", ",,Haircut,Chair 1,berlin,Salon Mitte"], await NamesAsync(_lists.Admin));
    }

    [Fact]
    public async Task A_name_is_never_a_formula()
    {
        await RenameAsync(_lists.Ada, "=HYPERLINK(1)");
        await _lists.BookAsync(_lists.Ada, 8, "chair-1");
        await BookForGuestAsync("2031-06-02T09:00:00Z", "@SUM(A1)");

        Assert.Equal(["'=HYPERLINK(1),,Haircut,Chair 1,berlin,Salon Mitte", ",'@SUM(A1),Haircut,Chair 1,berlin,Salon Mitte"], await NamesAsync(_lists.Admin));
    }

    [Fact]
    public async Task More_customers_than_one_read_returns_have_their_names()
    {
        for (var n = 0; n < 120; n++)
        {
            await BookForGuestAsync($"2031-07-{1 + (n / 24):00}T{n % 24:00}:00:00Z", $"Guest {n}");
        }

        Assert.Equal(Enumerable.Range(0, 120).Select(n => $",Guest {n},Haircut,Chair 1,berlin,Salon Mitte"), await NamesAsync(_lists.Admin));
    }

    /// <summary>The columns after <c>override</c>.</summary>
    private async Task<string[]> NamesAsync(Person person)
    {
        var lines = (await _lists.Api.ListAsync(person, "?scope=all&format=csv")).Text.Split("\r\n");
        Assert.Equal((Header, ""), (lines[0], lines[^1]));
        return [.. lines[1..^1].Select(line => string.Join(',', line.Split(',')[11..]))];
    }

    private Task<Answer> BookForGuestAsync(string slot, string name) => _lists.Api.PostAsync(
        _lists.Admin, "/bookings", new JsonObject { ["slot"] = slot, ["service_id"] = "cut", ["resource_id"] = "chair-1", ["guest"] = new JsonObject { ["name"] = name } });

    private async Task RenameAsync(Person person, string name) => Assert.Equal(
        200, (await _lists.Api.SendAsync(Call.PutJson("/users/me", new JsonObject { ["full_name"] = name }.ToJsonString()) with { Token = person.Token })).Status);
}

using System.Text.Json.Nodes;
using BookingEngine.Bookings;
using BookingEngine.Calendars;
using BookingEngine.EventSourcing;
using BookingEngine.ReadModels;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Bookings.Lists;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Http;
using BookingEngine.Times;
using BookingEngine.Users;
using Microsoft.Extensions.DependencyInjection;

namespace BookingEngine.Tests.Cross;

/// <summary>The rows of the table in docs/operating.md: the largest answer of each route.</summary>
public sealed class LargestAnswerTests(RunningApi api) : IClassFixture<RunningApi>
{
    private const string Range = "from=2031-01-01&to=2031-04-03";

    [Fact]
    public async Task Availability_over_too_many_starts_says_what_to_narrow()
    {
        var admin = await api.AdminAsync();
        var (service, rooms) = await api.NewHourAsync(admin, resources: 2, ("slot_interval", 1));
        var customer = await api.NewPersonAsync();

        foreach (var explain in new[] { "", "&explain=true" })
        {
            var refused = await api.GetAsync(customer, $"/availability?service_id={service}&{Range}{explain}");
            Assert.Equal((422, "range_too_large"), (refused.Status, refused.Member("code")));
            Assert.Contains("`to`", refused.Member("detail"), StringComparison.Ordinal);
            Assert.Contains("`resource_id`", refused.Member("detail"), StringComparison.Ordinal);
        }

        var one = await api.GetAsync(customer, $"/availability?service_id={service}&resource_id={rooms[0]}&{Range}");
        Assert.Equal((200, 92, 92 * 1_440), (one.Status, one.Json["days"]!.AsArray().Count, one.Json["days"]!.AsArray().Sum(d => d!["slots"]!.AsArray().Count)));
    }

    [Theory]
    [InlineData(199)]
    [InlineData(200)]
    [InlineData(201)]
    [InlineData(1_000)]
    public async Task A_whole_list_of_own_bookings_is_sent_in_parts_and_complete(int count)
    {
        var person = await api.NewPersonAsync();
        await api.Services.GetRequiredService<IReadModelStore>().AddAsync(
            BookingsProjection.ModelName, [.. Enumerable.Range(0, count).Select(n => Document(n, new UserId(person.Id)))]);

        var list = await api.ListAsync(person);

        Assert.Equal((200, count > 200), (list.Status, list.Header("Content-Length") is null));
        Assert.Equal(Enumerable.Range(0, count).Select(n => Rfc3339.Format(ManyBookings.SlotOf(n))), list.SlotsOf());
        Assert.Equal(["bookings"], list.Json.Select(member => member.Key));
        Assert.Equal((count + 2) / 4, (await api.ListAsync(person, "?service_id=service-1")).SlotsOf().Length);
    }

    [Fact]
    public async Task Lists_and_histories_of_the_catalogue_are_whole_or_in_pages()
    {
        var admin = await api.AdminAsync();
        string[] ids = [.. Enumerable.Range(0, 45).Select(n => CatalogueCalls.NewId("many"))];
        foreach (var id in ids)
        {
            Assert.Equal(201, (await api.PostAsync(admin, "/locations", CatalogueCalls.Location(id))).Status);
        }

        for (var n = 0; n < 44; n++)
        {
            Assert.Equal(200, (await api.PutAsync(admin, $"/locations/{ids[0]}", SalonFixture.With(CatalogueCalls.Location(), ("name", $"Salon {n}")), "*")).Status);
        }

        var whole = (await api.GetAsync(admin, "/locations")).Json;
        Assert.Equal(ids, IdsOf(whole).Where(ids.Contains));
        Assert.Null((string?)whole["next_cursor"]);
        Assert.Equal(IdsOf(whole), (await PagesAsync(admin, "/locations", "locations")).Select(entry => (string)entry!["id"]!));
        var history = (await api.GetAsync(admin, $"/locations/{ids[0]}/history")).Json["entries"]!.AsArray();
        Assert.Equal(45, history.Count);
        Assert.Equal(
            history.Select(entry => entry!.ToJsonString()), (await PagesAsync(admin, $"/locations/{ids[0]}/history", "entries")).Select(entry => entry!.ToJsonString()));
    }

    private static IEnumerable<string> IdsOf(JsonObject list) => list["locations"]!.AsArray().Select(location => (string)location!["id"]!);

    private static ReadModelDocument Document(int n, UserId user)
    {
        var made = TestBooking.At(ManyBookings.SlotOf(n)) with
        {
            BookingId = new(Guid.CreateVersion7()),
            UserId = user,
            ServiceId = new($"service-{n % 4}"),
            ResourceId = new("resource-1"),
        };
        var recorded = new RecordedEvent(Calendar.StreamOf(made.ResourceId), 1, made, new CommitMetadata(ManyBookings.SlotOf(0), null, "test"));
        return new BookingsProjection().WithAnswer(new BookingsProjection().Apply(null, recorded));
    }

    private async Task<List<JsonNode?>> PagesAsync(Person person, string path, string member)
    {
        List<JsonNode?> all = [];
        for (var cursor = ""; cursor is not null;)
        {
            var page = (await api.GetAsync(person, $"{path}?limit=22{cursor}")).Json;
            all.AddRange(page[member]!.AsArray());
            cursor = (string?)page["next_cursor"] is { } next ? $"&cursor={next}" : null;
        }

        return all;
    }
}

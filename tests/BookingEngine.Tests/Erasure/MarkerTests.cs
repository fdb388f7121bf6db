using System.Text;
using System.Text.Json.Nodes;
using BookingEngine.EventSourcing;
using BookingEngine.Notifications;
using BookingEngine.Pipeline;
using BookingEngine.PublicBookings;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Mongo;
using BookingEngine.Tests.Mongo.Api;
using BookingEngine.Tests.Recovery;
using BookingEngine.Users;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MongoDB.Bson;
using MongoDB.Driver;

namespace BookingEngine.Tests.Erasure;

/// <summary>Of 28 texts that an erased customer and an erased guest wrote, also in bookings that nobody has proved, none is left in clear, and none can be opened.</summary>
public sealed class MarkerTests
{
    private static readonly JsonObject Service = new()
    {
        ["id"] = "asked",
        ["name"] = "Haircut",
        ["duration"] = 30,
        ["resource_ids"] = new JsonArray("default"),
        ["questions"] = new JsonArray(new JsonObject { ["id"] = "wish", ["text"] = "What may it be?", ["type"] = "text", ["required"] = true }),
    };

    [Fact]
    public async Task No_text_of_an_erased_person_is_left_on_the_embedded_store()
    {
        await using var one = new RunningApiOfOne();
        await one.Api.InitializeAsync();
        using var lines = new LogLines();
        one.Api.Services.GetRequiredService<ILoggerFactory>().AddProvider(lines);
        var admin = await one.Api.AdminAsync();
        Assert.Equal(201, (await one.Api.PostAsync(admin, "/services", Service.DeepClone().AsObject())).Status);
        var markers = new Markers(one.Api.SendAsync, admin.Token);
        await markers.FillAsync();
        Assert.Equal(26, await OpenedMarkersAsync(one.Api.Services, FilesOf(one.Api.DataFolder()), markers));
        await Mailbox.WaitAsync(async () =>
        {
            one.Api.AdvanceOneSecond();
            return !await one.Api.Services.GetRequiredService<Sweep>().FindLaggingAsync(since: null, CancellationToken.None).AnyAsync()
                && await one.Api.Services.GetRequiredService<DeliverySweep>().FindNextAsync(CancellationToken.None) is null;
        });
        var earlier = Directory.GetFiles(Path.Combine(one.Api.DataFolder(), "mail"));

        await EraseAsync(one.Api.SendAsync, markers, admin.Token);

        var backup = await BackUpAsync(one.Api.DataFolder());
        var contents = FilesOf(one.Api.DataFolder()).Concat(FilesOf(backup.FullName))
            .Append(("log", Encoding.UTF8.GetBytes(string.Join('\n', lines.All))))
            .Concat(Directory.GetFiles(Path.Combine(one.Api.DataFolder(), "mail")).Except(earlier).Select(f => (f, File.ReadAllBytes(f)))).ToList();
        Assert.Contains(contents, c => c.Item1.EndsWith("booking.db-wal", StringComparison.Ordinal));
        Assert.Empty(MarkerSearch.InClear(contents, markers.All));
        Assert.Equal(0, await OpenedMarkersAsync(one.Api.Services, contents, markers));
        Assert.NotEmpty(lines.All);
        backup.Delete(recursive: true);
    }

    [Fact]
    public async Task No_text_of_an_erased_person_is_left_on_MongoDB()
    {
        await using var api = await MongoApi.StartAsync(MongoEngine.ReplicaSet);
        using var lines = new LogLines();
        api.Services.GetRequiredService<ILoggerFactory>().AddProvider(lines);
        var admin = (await api.SendAsync(Call.PostForm("/auth/token", ("username", RunningApi.AdminEmail), ("password", RunningApi.AdminPassword)))).Member("access_token");
        Assert.Equal(201, (await api.SendAsync(Call.PostJson("/services", Service.ToJsonString()) with { Token = admin })).Status);
        var markers = new Markers(api.SendAsync, admin);
        await markers.FillAsync();
        Assert.Equal(26, await OpenedMarkersAsync(api.Services, await DocumentsOfAsync(api), markers));

        await EraseAsync(api.SendAsync, markers, admin);

        var contents = (await DocumentsOfAsync(api)).Append(("log", Encoding.UTF8.GetBytes(string.Join('\n', lines.All)))).ToList();
        Assert.Empty(MarkerSearch.InClear(contents, markers.All));
        Assert.Equal(0, await OpenedMarkersAsync(api.Services, contents, markers));
    }

    // The passwords are stored as hashes only.
    private static async Task<int> OpenedMarkersAsync(IServiceProvider services, IReadOnlyList<(string, byte[])> contents, Markers markers)
    {
        var opened = await MarkerSearch.OpenedAsync(
            services, contents, [markers.User, markers.Guest, markers.Unproved], [.. markers.Bookings, .. await RequestsOfAsync(services, markers.Unproved)]);
        return markers.All.Count(marker => opened.Any(text => text.Contains(marker, StringComparison.Ordinal)));
    }

    // The texts of a form that waits for the link in a mail have a key of its request.
    private static async Task<IEnumerable<string>> RequestsOfAsync(IServiceProvider services, string unproved)
    {
        var commits = await services.GetRequiredService<IEventStore>().ReadAsync(new UserId(Guid.Parse(unproved)).Stream, 0, 100, CancellationToken.None);
        return [.. commits.SelectMany(services.GetRequiredService<EventCatalogue>().Read).Select(e => e.Event).OfType<BookingRequested>().Select(e => $"{e.RequestId}")];
    }

    private static async Task EraseAsync(Func<Call, Task<Answer>> send, Markers markers, string admin)
    {
        var own = Call.PostJson("/users/me", new JsonObject { ["password"] = markers.Password }.ToJsonString()) with { Method = "DELETE", Token = markers.Token };
        Assert.Equal(204, (await send(own)).Status);
        Assert.Equal(204, (await send(new Call("DELETE", $"/users/{markers.Guest}") { Token = admin })).Status);
    }

    private static List<(string, byte[])> FilesOf(string folder) =>
        [.. Directory.GetFiles(folder).Where(f => !f.EndsWith("-shm", StringComparison.Ordinal)).Select(f => (f, Read(f)))];

    private static byte[] Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        file.CopyTo(copy);
        return copy.ToArray();
    }

    // As docs/operating.md says for a running deployment.
    private static async Task<DirectoryInfo> BackUpAsync(string folder)
    {
        var backup = Directory.CreateTempSubdirectory("booking-engine-backup-");
        foreach (var name in new[] { "booking.db", "keys.db" })
        {
            await using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, name)};Pooling=False");
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "VACUUM INTO $file";
            command.Parameters.AddWithValue("$file", Path.Combine(backup.FullName, name));
            await command.ExecuteNonQueryAsync();
        }

        return backup;
    }

    private static async Task<List<(string, byte[])>> DocumentsOfAsync(MongoApi api)
    {
        List<(string, byte[])> documents = [];
        foreach (var name in await (await api.Deployment.Raw.ListCollectionNamesAsync()).ToListAsync())
        {
            var all = await api.Deployment.Raw.GetCollection<BsonDocument>(name).Find(new BsonDocument()).ToListAsync();
            documents.AddRange(all.Select((d, n) => ($"{name} {n}", Encoding.UTF8.GetBytes(d.ToJson()))));
        }

        return documents;
    }
}

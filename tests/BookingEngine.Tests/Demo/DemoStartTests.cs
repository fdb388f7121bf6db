using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Infrastructure.Configuration;
using BookingEngine.LocalHost.Demo;
using BookingEngine.Ports;
using BookingEngine.Tests.Cross;
using BookingEngine.Users;
using BookingEngine.Users.Accounts;
using Microsoft.Extensions.DependencyInjection;

namespace BookingEngine.Tests.Demo;

/// <summary>What a start with the demo does to an existing data folder.</summary>
public sealed class DemoStartTests(LoadedDemo loaded) : IClassFixture<LoadedDemo>, IAsyncDisposable
{
    private readonly DemoFixture _fixture = new(LoadedDemo.Now);

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task A_later_start_finds_the_demo_and_loads_nothing()
    {
        var first = loaded.Example;
        loaded.Fixture.Clock.Advance(TimeSpan.FromDays(40));

        var second = await loaded.Fixture.LoadAsync();

        Assert.Equal((true, false), (first.IsNew, second.IsNew));
        Assert.Equal(loaded.Streams, await loaded.Fixture.StreamsAsync());
        Assert.Equal(first.File.Passwords, second.File.Passwords);
        Assert.Equal(first.File.StartedAt, second.File.StartedAt);
    }

    /// <param name="ids">The number of ids that are generated before the load is interrupted.</param>
    [Theory]
    [InlineData(3)]
    [InlineData(20)]
    [InlineData(45)]
    [InlineData(90)]
    public async Task An_interrupted_load_is_resumed_without_duplicates(int ids)
    {
        await Assert.ThrowsAsync<IOException>(() => _fixture.LoadAsync(s => s.AddSingleton<IIds>(p => new InterruptedIds(p.GetRequiredService<TimeProvider>(), ids))));
        var cut = await File.ReadAllTextAsync(_fixture.File);
        _fixture.Clock.Advance(TimeSpan.FromMinutes(1));

        var example = await _fixture.LoadAsync();

        Assert.True(example.IsNew);
        Assert.Equal($"{cut}DEMO_LOADED=yes\n", await File.ReadAllTextAsync(_fixture.File));
        Assert.Equal(Versions(loaded.Streams), Versions(await _fixture.StreamsAsync()));
    }

    [Fact]
    public async Task An_interrupted_registration_is_awaited_and_then_repeated()
    {
        await Assert.ThrowsAsync<IOException>(() => _fixture.LoadAsync(s => s.AddSingleton<IPasswordHasher>(p => new InterruptedHasher(p.GetRequiredService<IRandomBytes>()))));
        _fixture.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(
            "A load of the example was interrupted a moment ago. Start again in ten seconds.",
            (await Assert.ThrowsAsync<SettingException>(() => _fixture.LoadAsync())).Message);
        _fixture.Clock.Advance(TimeSpan.FromSeconds(10));

        Assert.True((await _fixture.LoadAsync()).IsNew);
    }

    [Fact]
    public async Task A_folder_with_other_data_is_refused_and_not_changed()
    {
        await using (var engine = _fixture.Open())
        {
            var context = new CommandContext(new CommitId(engine.GetRequiredService<IIds>().Next()), _fixture.Clock.Now(), null, "test");
            var register = new RegisterUser(EmailAddress.TryParse("ada@example.com")!, "Ada Lovelace", "correct horse");
            Assert.Null((await engine.GetRequiredService<RegisterUserHandler>().HandleAsync(register, context, CancellationToken.None)).Refusal);
        }

        var streams = await _fixture.StreamsAsync();
        var refused = await Assert.ThrowsAsync<SettingException>(() => _fixture.LoadAsync());

        Assert.Equal($"--demo needs a data folder of its own, and {_fixture.Folder} contains other data. Set DATA_DIR to another folder.", refused.Message);
        Assert.Equal(streams, await _fixture.StreamsAsync());
        Assert.False(File.Exists(_fixture.File));
    }

    [Fact]
    public async Task A_shared_store_is_refused()
    {
        var settings = ConfiguredApi.Read(("DATA_DIR", _fixture.Folder), ("MONGODB_URI", "mongodb://localhost:1"));
        var refused = await Assert.ThrowsAsync<SettingException>(() => DemoStart.EnsureAsync(settings, _fixture.Clock, CancellationToken.None));

        Assert.Equal("--demo saves its example and the generated passwords in a data folder. Unset MONGODB_URI.", refused.Message);
        Assert.Empty(Directory.GetFileSystemEntries(_fixture.Folder));
    }

    // User ids differ in each load. Their events do not.
    private static string[] Versions(IEnumerable<StreamVersion> streams) =>
    [
        .. streams.Select(s => $"{(s.Stream.Value.StartsWith("user-", StringComparison.Ordinal) ? "user" : s.Stream.Value)} {s.Version}").Order(StringComparer.Ordinal),
    ];

    private sealed class InterruptedIds(TimeProvider time, int left) : IIds
    {
        private int _left = left;

        public Guid Next() => _left-- > 0 ? Guid.CreateVersion7(time.GetUtcNow()) : throw new IOException("Cut off.");
    }

    // At this point the address is claimed and no user is registered.
    private sealed class InterruptedHasher(IRandomBytes random) : IPasswordHasher
    {
        private readonly Infrastructure.Security.Argon2PasswordHasher _inner = new(random, new Infrastructure.Security.Argon2Cost(MemoryKiB: 8, Passes: 1));

        public Task<string> HashAsync(string password, CancellationToken cancellation) => throw new IOException("Cut off.");

        public Task<PasswordCheck> VerifyAsync(string password, string? hash, CancellationToken cancellation) => _inner.VerifyAsync(password, hash, cancellation);
    }
}

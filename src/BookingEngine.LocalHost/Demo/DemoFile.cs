using System.Security.Cryptography;
using BookingEngine.Infrastructure.Configuration;
using BookingEngine.LocalHost.Startup;
using NodaTime;
using NodaTime.Text;

namespace BookingEngine.LocalHost.Demo;

/// <summary>The file about the example in the data folder, readable only by its owner. It is written before the load starts, so that the next
/// start continues an interrupted load.</summary>
/// <param name="StartedAt">When the load started. The bookings lie around this time.</param>
/// <param name="Load">The id from which the ids of the bookings are derived.</param>
/// <param name="Passwords">The passwords by the person's name.</param>
/// <param name="IsLoaded">Whether the load is complete.</param>
public sealed record DemoFile(string Path, Instant StartedAt, Guid Load, IReadOnlyDictionary<string, string> Passwords, bool IsLoaded)
{
    private const string Started = "DEMO_BEGUN", LoadId = "DEMO_LOAD", Loaded = "DEMO_LOADED", Password = "DEMO_PASSWORD_";

    // Without characters that look like another one.
    private const string PasswordLetters = "abcdefghjkmnpqrstuvwxyz23456789";
    private const int PasswordLength = 16;

    /// <summary>Null if the folder has no example.</summary>
    /// <exception cref="SettingException">The file was changed and cannot be read.</exception>
    public static DemoFile? Find(string folder)
    {
        var path = PathIn(folder);
        var values = EnvFile.Read(path);
        if (values.Count == 0)
        {
            return null;
        }

        return InstantPattern.General.Parse(values.GetValueOrDefault(Started) ?? "") is { Success: true, Value: var startedAt }
            && Guid.TryParse(values.GetValueOrDefault(LoadId), out var load)
            && DemoPeople.All.All(p => values.ContainsKey(NameFor(p)))
            ? new DemoFile(path, startedAt, load, DemoPeople.All.ToDictionary(p => p.Name, p => values[NameFor(p)]), values.ContainsKey(Loaded))
            : throw new SettingException($"{path} is not as --demo wrote it. Set DATA_DIR to another folder.");
    }

    /// <summary>Generates the passwords of a new example and saves the file.</summary>
    public static DemoFile Create(string folder, Instant now, Guid load)
    {
        var passwords = DemoPeople.All.ToDictionary(p => p.Name, _ => RandomNumberGenerator.GetString(PasswordLetters, PasswordLength));
        var file = new DemoFile(PathIn(folder), Instant.FromUnixTimeSeconds(now.ToUnixTimeSeconds()), load, passwords, IsLoaded: false);
        file.Save();
        return file;
    }

    /// <summary>Saves that the load is complete, so that no later start loads the example again.</summary>
    public DemoFile SaveAsLoaded()
    {
        var loaded = this with { IsLoaded = true };
        loaded.Save();
        return loaded;
    }

    private void Save() => EnvFile.WriteForOwner(
        Path,
        [
            new(Started, InstantPattern.General.Format(StartedAt)), new(LoadId, Load.ToString()),
            .. DemoPeople.All.Select(p => KeyValuePair.Create(NameFor(p), Passwords[p.Name])),
            .. IsLoaded ? new KeyValuePair<string, string>[] { new(Loaded, "yes") } : [],
        ]);

    private static string PathIn(string folder) => System.IO.Path.Combine(folder, "demo.env");

    private static string NameFor(DemoPerson person) => Password + person.Name.ToUpperInvariant();
}

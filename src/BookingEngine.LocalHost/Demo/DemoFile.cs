using System.Security.Cryptography;
using BookingEngine.Infrastructure.Configuration;
using BookingEngine.LocalHost.Startup;
using NodaTime;
using NodaTime.Text;

namespace BookingEngine.LocalHost.Demo;

/// <summary>What is kept about the example in its data folder, for the owner's eyes only: written before anything is loaded, so that a load that
/// was cut off is taken up and not begun again.</summary>
/// <param name="BegunAt">Around which its bookings lie.</param>
/// <param name="Load">From which their ids follow.</param>
/// <param name="Passwords">By the person's name.</param>
/// <param name="IsLoaded">Whether all of it is there.</param>
public sealed record DemoFile(string Path, Instant BegunAt, Guid Load, IReadOnlyDictionary<string, string> Passwords, bool IsLoaded)
{
    private const string Begun = "DEMO_BEGUN", LoadId = "DEMO_LOAD", Loaded = "DEMO_LOADED", Password = "DEMO_PASSWORD_";

    // Nothing that is mistaken for another letter when it is typed.
    private const string PasswordLetters = "abcdefghjkmnpqrstuvwxyz23456789";
    private const int PasswordLength = 16;

    /// <summary>Null if no example was begun in the folder.</summary>
    /// <exception cref="SettingException">The file is not as it was written.</exception>
    public static DemoFile? Find(string folder)
    {
        var path = PathIn(folder);
        var values = EnvFile.Read(path);
        if (values.Count == 0)
        {
            return null;
        }

        return InstantPattern.General.Parse(values.GetValueOrDefault(Begun) ?? "") is { Success: true, Value: var begunAt }
            && Guid.TryParse(values.GetValueOrDefault(LoadId), out var load)
            && DemoPeople.All.All(p => values.ContainsKey(NameFor(p)))
            ? new DemoFile(path, begunAt, load, DemoPeople.All.ToDictionary(p => p.Name, p => values[NameFor(p)]), values.ContainsKey(Loaded))
            : throw new SettingException($"{path} must be as --demo wrote it: set DATA_DIR to another folder.");
    }

    /// <summary>Passwords for an example that is to be loaded now, kept before they are of any use.</summary>
    public static DemoFile Make(string folder, Instant now, Guid load)
    {
        var made = DemoPeople.All.ToDictionary(p => p.Name, _ => RandomNumberGenerator.GetString(PasswordLetters, PasswordLength));
        var file = new DemoFile(PathIn(folder), Instant.FromUnixTimeSeconds(now.ToUnixTimeSeconds()), load, made, IsLoaded: false);
        file.Keep();
        return file;
    }

    /// <summary>From now on the example is there, and no start loads it again.</summary>
    public DemoFile KeepAsLoaded()
    {
        var loaded = this with { IsLoaded = true };
        loaded.Keep();
        return loaded;
    }

    private void Keep() => EnvFile.WriteForOwner(
        Path,
        [
            new(Begun, InstantPattern.General.Format(BegunAt)), new(LoadId, Load.ToString()),
            .. DemoPeople.All.Select(p => KeyValuePair.Create(NameFor(p), Passwords[p.Name])),
            .. IsLoaded ? new KeyValuePair<string, string>[] { new(Loaded, "yes") } : [],
        ]);

    private static string PathIn(string folder) => System.IO.Path.Combine(folder, "demo.env");

    private static string NameFor(DemoPerson person) => Password + person.Name.ToUpperInvariant();
}

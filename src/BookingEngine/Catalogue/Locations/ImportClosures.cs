using System.Collections.Immutable;
using BookingEngine.Commands;

namespace BookingEngine.Catalogue.Locations;

/// <summary>Reads the whole days of calendar files.</summary>
public interface IHolidayReader
{
    /// <summary>Null if it is no calendar.</summary>
    HolidayFile? Read(string file);
}

/// <param name="Closures">One for each event of whole days.</param>
/// <param name="Skipped">The other events, and why.</param>
public sealed record HolidayFile(ImmutableArray<Closure> Closures, ImmutableArray<SkippedEvent> Skipped);

/// <param name="Uid">Null if it has none.</param>
/// <param name="Reason"><c>timed</c>, <c>repeated</c> or <c>invalid</c>.</param>
public sealed record SkippedEvent(string? Uid, string Reason);

/// <param name="File">In iCalendar.</param>
public sealed record ImportClosures(LocationId Id, Precondition Precondition, string File);

/// <param name="Changed">The location after the import.</param>
public sealed record ImportedClosures(ChangedLocation Changed, ImmutableArray<SkippedEvent> Skipped);

/// <summary>Adds the whole days of a calendar file, such as public holidays, to the closed dates of a location. An event that was imported before is
/// replaced.</summary>
public sealed class ImportClosuresHandler(CatalogueReader<Location> locations, IHolidayReader reader, ChangeLocationHandler changes)
{
    /// <summary>The maximum number of closures of a location, and of all their days.</summary>
    public const int MaximumClosures = 400, MaximumDays = 2_000;

    /// <summary>The maximum number of characters of a file.</summary>
    public const int MaximumFile = 200_000;

    public static readonly Refusal NotACalendar = new(
        RefusalKind.Rule, "not_a_calendar", "The file is no calendar, or is cut off. Send a whole file in iCalendar (RFC 5545).");

    public static readonly Refusal TooMany = new(
        RefusalKind.Rule, "too_many_closures", $"A location has at most {MaximumClosures} closures, with at most {MaximumDays} days together. Remove some, or import fewer.");

    public async Task<Outcome<ImportedClosures>> HandleAsync(ImportClosures command, CommandContext context, CancellationToken cancellation)
    {
        if (await locations.FindAsync(command.Id.Value, cancellation) is not { Value: { } location } current)
        {
            return CatalogueRefusals.NotFound;
        }

        if (!command.Precondition.IsMetBy(current.Version))
        {
            return CatalogueRefusals.Stale;
        }

        if (reader.Read(command.File) is not { } file)
        {
            return NotACalendar;
        }

        var closures = Merge(location.Closures ?? [], file.Closures);
        if (!Allows(closures))
        {
            return TooMany;
        }

        var changed = location with { Closures = closures.IsEmpty ? null : closures };
        var outcome = await changes.HandleAsync(new ChangeLocation(changed, new Precondition([current.Version])), context, cancellation);
        return outcome.IsRefused(out var refusal, out var done) ? refusal : new ImportedClosures(done, file.Skipped);
    }

    /// <summary>By date.</summary>
    public static ImmutableArray<Closure> Merge(ImmutableArray<Closure> known, ImmutableArray<Closure> imported)
    {
        var uids = imported.Select(closure => closure.Uid).ToHashSet();
        return [.. known.Where(closure => closure.Uid is null || !uids.Contains(closure.Uid)).Concat(imported).OrderBy(closure => closure.From).ThenBy(closure => closure.To)];
    }

    public static bool Allows(ImmutableArray<Closure> closures) => closures.Length <= MaximumClosures && closures.Sum(DaysOf) <= MaximumDays;

    public static int DaysOf(Closure closure) => NodaTime.Period.DaysBetween(closure.From, closure.To);
}

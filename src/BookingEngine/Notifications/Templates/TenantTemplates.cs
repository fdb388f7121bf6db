using System.Collections.Concurrent;
using BookingEngine.Branding;
using BookingEngine.Catalogue;
using BookingEngine.Languages;
using BookingEngine.Ports;
using NodaTime;

namespace BookingEngine.Notifications.Templates;

/// <summary>Finds the tenant's own templates. It remembers for five seconds which there are and which not. Changes by this process are visible at
/// once.</summary>
public sealed class TenantTemplates(CatalogueReader<OwnTemplate> reader, TimeProvider time)
{
    private const int MaximumEntries = 500;
    private static readonly Duration Age = Duration.FromSeconds(5);
    private readonly ConcurrentDictionary<string, Cached> _cached = [];

    /// <summary>The template for exactly this language, else the one for it without script and region; null if the tenant has neither.</summary>
    public async Task<TemplateSource?> FindAsync(MailKind kind, string tag, CancellationToken cancellation) =>
        await FindAsync(OwnTemplate.IdOf(kind.Name, tag), cancellation) is { } exact ? exact
        : LanguageTag.PrimaryOf(tag) is var language && language != tag ? await FindAsync(OwnTemplate.IdOf(kind.Name, language), cancellation)
        : null;

    internal void Invalidate(string id) => _cached.TryRemove(id, out _);

    private async Task<TemplateSource?> FindAsync(string id, CancellationToken cancellation)
    {
        var now = time.Now();
        if (_cached.TryGetValue(id, out var cached) && now >= cached.At && now < cached.At + Age)
        {
            return cached.Source;
        }

        var found = await reader.FindAsync(id, cancellation) is { Value: { Active: true } own } ? own.Source : null;
        if (_cached.Count >= MaximumEntries)
        {
            _cached.Clear();
        }

        _cached[id] = new Cached(found, now);
        return found;
    }

    private sealed record Cached(TemplateSource? Source, Instant At);
}

using System.Text.Json.Serialization;
using BookingEngine.Aggregates;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;

namespace BookingEngine.Notifications.Templates;

/// <summary>A tenant's own template of a kind of mail in one language.</summary>
/// <param name="Active">False if the default template is used again.</param>
public sealed record OwnTemplate(string Kind, string Locale, string Subject, string Text, string Html, bool Active)
{
    [JsonIgnore]
    public string Id => IdOf(Kind, Locale);

    [JsonIgnore]
    public TemplateSource Source => new(Subject, Text, Html);

    public static string IdOf(string kind, string locale) => $"{kind}.{locale}";
}

/// <summary>The aggregate of one template.</summary>
public sealed record OwnTemplateState(Definition<OwnTemplate> Definition) : IAggregate<OwnTemplateState>
{
    // No template has this kind, so it never exists.
    private static readonly OwnTemplate None = new("none", "none", "", "", "", Active: false);

    public static CatalogueKind<OwnTemplate> Kind { get; } = new(
        "mailtemplate", "mail_templates", None, template => template.Id, template => template.Active, () => TemplateJson.Stored.DefinitionOwnTemplate,
        () => TemplateJson.Stored.HistoryEntryOwnTemplate);

    public static string Category => Kind.Category;

    public static SnapshotShape<OwnTemplateState> Shape { get; } = SnapshotShape.Of<OwnTemplateState, Definition<OwnTemplate>>(
        "mailtemplate.v1", () => TemplateJson.Stored.StateAtDefinitionOwnTemplate, state => state.Definition, stored => new(stored));

    public static OwnTemplateState InitialOf(StreamName stream) => new(Kind.InitialOf(stream.Id));

    public OwnTemplateState Apply(RecordedEvent recorded) =>
        recorded.Event is IDefines<OwnTemplate> e ? new(Definition.Next(e.Definition)) : this;
}

public sealed record MailTemplateWritten(OwnTemplate Definition) : IDefines<OwnTemplate>
{
    DefinitionChange IDefines<OwnTemplate>.Change => DefinitionChange.Changed;
}

/// <summary>The default template is used again.</summary>
public sealed record MailTemplateRemoved(OwnTemplate Definition) : IDefines<OwnTemplate>
{
    DefinitionChange IDefines<OwnTemplate>.Change => DefinitionChange.Retired;
}

[JsonSerializable(typeof(MailTemplateWritten))]
[JsonSerializable(typeof(MailTemplateRemoved))]
[JsonSerializable(typeof(StateAt<Definition<OwnTemplate>>))]
[JsonSerializable(typeof(HistoryEntry<OwnTemplate>))]
internal sealed partial class TemplateJson : JsonSerializerContext
{
    public static TemplateJson Stored { get; } = new(StoredJson.NewOptions());

    public static IEnumerable<EventType> Types =>
    [
        EventType.Of("mail-template-written.v1", () => Stored.MailTemplateWritten),
        EventType.Of("mail-template-removed.v1", () => Stored.MailTemplateRemoved),
    ];
}

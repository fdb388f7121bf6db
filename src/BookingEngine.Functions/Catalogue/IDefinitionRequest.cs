using BookingEngine.Functions.Fields;

namespace BookingEngine.Functions.Catalogue;

/// <summary>A body with the complete definition of a catalogue object.</summary>
internal interface IDefinitionRequest<TSelf, T> : IRequest<TSelf>
    where TSelf : class, IDefinitionRequest<TSelf, T>
{
    /// <summary>When creating: the new id, or null to generate one. When changing: the id in the path, or null.</summary>
    string? Id { get; }

    T Define(string id);
}

internal static class DefinitionFields
{
    public static string? OptionalId(this RequestFields fields) => fields.Optional(
        "id", "1 to 60 letters, digits, `-`, `_`, `.`. If a new object has none, it gets one. A change must repeat the id in the path, or omit it.")
        .CatalogueId();
}

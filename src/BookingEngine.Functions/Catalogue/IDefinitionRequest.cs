using BookingEngine.Functions.Fields;

namespace BookingEngine.Functions.Catalogue;

/// <summary>A body that writes the whole of an object of the catalogue.</summary>
internal interface IDefinitionRequest<TSelf, T> : IRequest<TSelf>
    where TSelf : class, IDefinitionRequest<TSelf, T>
{
    /// <summary>To create, the id to give it; to change, the id in the address or null.</summary>
    string? Id { get; }

    T Define(string id);
}

internal static class DefinitionFields
{
    public static string? OptionalId(this RequestFields fields) => fields.Optional(
        "id", "1 to 60 letters, digits, `-`, `_`, `.`. If a new object has none, it gets one. A change must repeat the id in the path, or omit it.")
        .CatalogueId();
}

using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace BookingEngine.Slots.Occupied;

/// <summary>An immutable map of slots by their ids. A change copies one node for each five bits that other ids share with its id: two or three nodes
/// for thousands of slots, where a balanced tree copies twelve. Nodes that have the <see cref="ChangeOwner"/> of a change are changed in place.</summary>
internal sealed class SlotsById
{
    private const int Bits = 5, Mask = (1 << Bits) - 1;
    private readonly ChangeOwner? _owner;
    private uint _map;
    private object[] _items;

    /// <param name="map">Which values of the next five bits exist.</param>
    /// <param name="items">A slot or a node for each of them, in their order.</param>
    private SlotsById(uint map, object[] items, ChangeOwner? owner) => (_map, _items, _owner) = (map, items, owner);

    public static SlotsById None { get; } = new(0, [], owner: null);

    public bool TryFind(Guid id, [NotNullWhen(true)] out OccupiedSlot? slot)
    {
        var (node, path) = (this, PathOf(id));
        while ((node._map & BitOf(path)) != 0)
        {
            var item = node._items[node.IndexOf(BitOf(path))];
            if (item is not SlotsById next)
            {
                slot = (OccupiedSlot)item;
                return slot.Id == id;
            }

            (node, path) = (next, path >> Bits);
        }

        slot = null;
        return false;
    }

    /// <summary>Replaces a slot with the same id.</summary>
    public SlotsById Add(OccupiedSlot slot, ChangeOwner? owner) => Add(slot, PathOf(slot.Id), 0, owner);

    /// <summary>Does nothing if there is no such id.</summary>
    public SlotsById Remove(Guid id, ChangeOwner? owner) => Remove(id, PathOf(id), owner) switch
    {
        SlotsById rest => rest,
        OccupiedSlot last => None.Add(last, owner),
        _ => None,
    };

    /// <param name="path">The bits of the id that no node above has used.</param>
    /// <param name="used">How many bits the nodes above have used.</param>
    private SlotsById Add(OccupiedSlot slot, UInt128 path, int used, ChangeOwner? owner)
    {
        var bit = BitOf(path);
        var index = IndexOf(bit);
        if ((_map & bit) == 0)
        {
            return With(_map | bit, [.. _items.AsSpan(0, index), slot, .. _items.AsSpan(index)], owner);
        }

        return With(index, _items[index] switch
        {
            SlotsById next => next.Add(slot, path >> Bits, used + Bits, owner),
            OccupiedSlot other when other.Id != slot.Id =>
                None.Add(other, PathOf(other.Id) >> (used + Bits), used + Bits, owner).Add(slot, path >> Bits, used + Bits, owner),
            _ => slot,
        }, owner);
    }

    /// <summary>What is left of the node: itself if it does not have the id, its only slot, or null if nothing is left.</summary>
    private object? Remove(Guid id, UInt128 path, ChangeOwner? owner)
    {
        var bit = BitOf(path);
        if ((_map & bit) == 0)
        {
            return this;
        }

        var index = IndexOf(bit);
        var item = _items[index];
        var rest = item is SlotsById next ? next.Remove(id, path >> Bits, owner) : ((OccupiedSlot)item).Id == id ? null : item;
        return ReferenceEquals(rest, item) ? this : (rest, _items) switch
        {
            (null, [_]) => null,
            (null, [var first, var second]) when (index == 0 ? second : first) is OccupiedSlot only => only,
            (null, _) => With(_map & ~bit, [.. _items.AsSpan(0, index), .. _items.AsSpan(index + 1)], owner),
            (OccupiedSlot only, [_]) => only,
            _ => With(index, rest, owner),
        };
    }

    private SlotsById With(uint map, object[] items, ChangeOwner? owner)
    {
        if (!IsOf(owner))
        {
            return new SlotsById(map, items, owner);
        }

        (_map, _items) = (map, items);
        return this;
    }

    private SlotsById With(int index, object item, ChangeOwner? owner)
    {
        if (!IsOf(owner))
        {
            return new SlotsById(_map, [.. _items.AsSpan(0, index), item, .. _items.AsSpan(index + 1)], owner);
        }

        _items[index] = item;
        return this;
    }

    private bool IsOf(ChangeOwner? owner) => owner is not null && _owner == owner;

    // The last bits come first: those of an id by time are random.
    private static UInt128 PathOf(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    private static uint BitOf(UInt128 path) => 1u << ((int)(uint)path & Mask);

    private int IndexOf(uint bit) => BitOperations.PopCount(_map & (bit - 1));
}

// What a project sees that depends on this library under the name QaaHybrid.
export
    QaaHybrid.Ansatz,
    QaaHybrid.Gates,
    QaaHybrid.Layers,
    QaaHybrid.Loaders,
    QaaHybrid.ReadOuts;
